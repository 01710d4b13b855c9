/* The floor under the letters: pango, cairo and libqrencode in a bare loop, one PDF, the page that Perron prints.
 *
 *   cc -O2 -o cairo_loop cairo_loop.c $(pkg-config --cflags --libs pangocairo pangoft2 fontconfig libqrencode)
 *   cairo_loop COUNT OUT.pdf [FONTS]
 *
 * The same fonts, sizes, words and square code; what every letter says is shaped once, what one letter says is laid out anew. It has
 * no tags, no language, no manifest, no encryption, checks nothing, and knows where each line stands. Prints seconds and letters/s.
 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MM (72 / 25.4)
#define BODY 12.0
#define COLUMN (170 * MM)
/* A no-break space, of which the letter has many: each is a change of font in the PDF. */
#define N "\u00A0"
#define DAY "mardi" N "15" N "décembre" N "2026"
#define SPACE "«" N "Espace personnel" N "»"
#define TELEPHONE "05" N "00" N "00" N "00" N "00"

static PangoContext *context;
static cairo_t *cr;

static void open_fonts(const char *folder) {
    FcConfig *config = FcConfigCreate();
    char path[512];
    const char *faces[] = {"Regular", "Bold"};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/Andika-%s.ttf", folder, faces[i]);
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)path)) { fprintf(stderr, "%s can't be read\n", path); exit(1); }
    }
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    context = pango_font_map_create_context(map);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_language(context, pango_language_from_string("fr"));
}

static PangoFontDescription *face(double size, int bold) {
    static struct { double size; int bold; PangoFontDescription *made; } kept[32];
    int i = 0;
    for (; kept[i].made; i++) if (kept[i].size == size && kept[i].bold == bold) return kept[i].made;
    PangoFontDescription *made = pango_font_description_new();
    pango_font_description_set_family(made, "Andika");
    pango_font_description_set_absolute_size(made, size * PANGO_SCALE);
    pango_font_description_set_weight(made, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    kept[i].size = size; kept[i].bold = bold; kept[i].made = made;
    return made;
}

/* `strong` is set in bold within the text, if any; what stands alone in large type is spaced out. */
static PangoLayout *set(const char *text, double size, int bold, double width, const char *strong) {
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_font_description(layout, face(size, bold));
    if (width > 0) pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_text(layout, text, -1);
    if (bold && width == 0 && size >= 15) {
        PangoAttrList *list = pango_attr_list_new();
        pango_attr_list_insert(list, pango_attr_letter_spacing_new(size / 38 * PANGO_SCALE));
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
    const char *found = strong ? strstr(text, strong) : NULL;
    if (found) {
        PangoAttrList *list = pango_attr_list_new();
        PangoAttribute *weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        weight->start_index = found - text;
        weight->end_index = weight->start_index + strlen(strong);
        pango_attr_list_insert(list, weight);
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
    return layout;
}

static void draw(PangoLayout *layout, double x, double y, double leading) {
    for (int i = 0; i < pango_layout_get_line_count(layout); i++) {
        cairo_move_to(cr, x, y + i * leading);
        pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, i));
    }
}

static void once(const char *text, double x, double y, double size, int bold, double width, const char *strong) {
    PangoLayout *layout = set(text, size, bold, width, strong);
    draw(layout, x, y, 16);
    g_object_unref(layout);
}

/* What every letter says, shaped once: text, place, size, weight, width, what is set in bold, layout. */
static struct { const char *text; double x, y, size; int bold; double width; const char *strong; PangoLayout *made; } shared[] = {
    {"Caisse de retraite des métiers du soin", 56.7, 43.4, 15, 1, 180},
    {"Numéro de dossier", 456.5, 42.5, 9.5, 0},
    {"12 RUE DES ERABLES", 56.7, 108.5, 9.5, 0},
    {"87000 LIMOGES", 56.7, 122, 9.5, 0},
    {"Téléphone" N ": 05" N "00" N "00" N "00" N "00", 56.7, 142.5, 11, 0},
    {"du lundi au vendredi, de 9 h à 17 h", 56.7, 156, 9.5, 0},
    {"Le mardi 24 novembre 2026", 56.7, 175.5, 9.5, 0},
    {"Votre mot de passe provisoire", 56.7, 291.5, 20, 1, COLUMN},
    {"CARSO vous envoie cette lettre parce qu’un mot de passe a été demandé pour votre espace personnel. Voici un mot de passe "
     "provisoire" N ": il sert une seule fois, à choisir le vôtre.", 56.7, 334.5, BODY, 0, COLUMN},
    {"Dernier jour pour l’utiliser" N ": " DAY, 73.7, 501.5, BODY, 0, 0, DAY},
    {"Trois étapes pour ouvrir l’espace personnel", 56.7, 550, 12.5, 1},
    {"1.", 56.7, 572, 14, 1}, {"2.", 56.7, 620, BODY, 1}, {"3.", 56.7, 652, BODY, 1},
    {"espace.carso.example", 76.5, 572, 14, 1},
    {"se dit «" N "espace" N "point" N "carso" N "point" N "example" N "»", 250, 572, BODY, 0},
    {"Tapez cette adresse dans votre navigateur, puis choisissez " SPACE ", en haut à droite.", 76.5, 588, BODY, 0, COLUMN - 20, SPACE},
    {"Donnez votre date de naissance, puis choisissez votre propre mot de passe.", 76.5, 651.5, BODY, 0},
    {"Plus court, avec un téléphone" N ": visez le carré ci-dessus avec l’appareil photo. Le numéro et le mot de passe seront déjà "
     "remplis.", 56.7, 671.5, BODY, 0, COLUMN},
    {"Gardez ce mot de passe pour vous", 56.7, 712.5, 12.5, 1},
    {"Personne chez CARSO ne vous le demandera jamais, ni au téléphone, ni par e-mail, ni chez vous.", 56.7, 728.5, BODY, 0, COLUMN},
    {"Vous n’avez rien demandé\u202F?", 56.7, 769.5, 12.5, 1},
    {"Vous n’avez rien à faire" N ": quelqu’un s’est sans doute trompé de numéro, et rien n’a changé. Détruisez cette lettre. Si cela "
     "se répète, appelez-nous au " TELEPHONE ".", 56.7, 785.5, BODY, 0, COLUMN, TELEPHONE},
};

static const char *spelled[] = {
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "Anatole", "Berthe", "Célestin", "Désiré", "Eugène",
    "François", "Gaston", "Henri", "Joseph", "Kléber", "Marcel", "Nicolas", "Pierre", "Quintal", "Raoul", "Suzanne", "Thérèse", "Victor",
    "William", "Xavier", "Yvonne", "Zoé"};

static void square_code(const char *link, double x, double y, double side) {
    QRcode *code = QRcode_encodeData(strlen(link), (const unsigned char *)link, 0, QR_ECLEVEL_M);
    cairo_surface_t *dots = cairo_image_surface_create(CAIRO_FORMAT_A1, code->width, code->width);
    int stride = cairo_image_surface_get_stride(dots);
    unsigned char *bytes = cairo_image_surface_get_data(dots);
    for (int row = 0; row < code->width; row++)
        for (int column = 0; column < code->width; column++)
            if (code->data[row * code->width + column] & 1) bytes[row * stride + column / 8] |= 1 << column % 8;
    cairo_surface_mark_dirty(dots);
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(dots);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, side / code->width, side / code->width);
    cairo_mask(cr, pattern);
    cairo_restore(cr);
    cairo_pattern_destroy(pattern);
    cairo_surface_destroy(dots);
    QRcode_free(code);
}

static void page(unsigned number) {
    static const char *names[] = {"Camille Moreau", "Henri Lefèvre", "Sofia Da Costa", "Odile Garnier", "Paul Lambert"};
    static const char *streets[] = {"14 BIS QUAI DE LA LOIRE", "8 RUE DES ACACIAS", "3 PLACE DU MARCHE", "27 AVENUE DE VERDUN"};
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const char *name = names[number % 5];
    char code[13], shown[15], text[256], link[128];
    for (int i = 0; i < 12; i++) code[i] = alphabet[rand() & 31];
    code[12] = 0;
    snprintf(shown, sizeof shown, "%.4s-%.4s-%.4s", code, code + 4, code + 8);
    unsigned file = 1000000 + number * 7919 % 9000000;

    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) draw(shared[i].made, shared[i].x, shared[i].y, 16);
    cairo_rectangle(cr, 56.7, 82.2, 481.9, 0);
    cairo_stroke(cr);

    snprintf(text, sizeof text, "%03u" N "%02u" N "%02u", file / 10000, file / 100 % 100, file % 100);
    once(text, 463.8, 62.4, 15, 1, 0, NULL);
    char step[512];
    snprintf(step, sizeof step, "Indiquez le numéro de dossier %s et le mot de passe provisoire ci-dessus. Majuscules ou minuscules, "
             "avec ou sans tirets" N ": tout est accepté.", text);
    once(step, 76.5, 620, BODY, 0, COLUMN - 20, text);
    snprintf(text, sizeof text, "M %s", name);
    once(text, 310.1, 181.8, 11, 0, 0, NULL);
    once(streets[number % 4], 310.1, 196.3, 11, 0, 0, NULL);
    snprintf(text, sizeof text, "%05u NANTES", 44000 + number % 900);
    once(text, 310.1, 210.8, 11, 0, 0, NULL);
    snprintf(text, sizeof text, "Bonjour %s,", name);
    once(text, 56.7, 314.5, BODY, 0, COLUMN, NULL);
    once(shown, 73.7, 421.5, 31, 1, 0, NULL);
    for (int group = 0; group < 3; group++) {
        snprintf(text, sizeof text, "%.4s", code + 4 * group);
        once(text, 73.7, 446.5 + 16 * group, BODY, 1, 0, NULL);
        text[0] = 0;
        for (int i = 0; i < 4; i++) {
            strcat(text, spelled[strchr(alphabet, code[4 * group + i]) - alphabet]);
            if (i < 3) strcat(text, ", ");
        }
        once(text, 121.9, 446.5 + 16 * group, BODY, 0, 0, NULL);
    }
    snprintf(link, sizeof link, "https://espace.carso.example/acces/code#n=%u&c=%s", file, code);
    square_code(link, 442.2, 409.8, 28 * MM);
    cairo_rectangle(cr, 56.7, 380.5, 481.9, 138);
    cairo_stroke(cr);
    cairo_show_page(cr);
}

int main(int count, char **arguments) {
    if (count < 3) { fprintf(stderr, "cairo_loop COUNT OUT.pdf [FONTS]\n"); return 2; }
    unsigned letters = atoi(arguments[1]);
    open_fonts(count > 3 ? arguments[3] : "/usr/share/fonts/truetype/andika");
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    cairo_surface_t *surface = cairo_pdf_surface_create(arguments[2], 210 * MM, 297 * MM);
    cr = cairo_create(surface);
    cairo_set_line_width(cr, 1);
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        shared[i].made = set(shared[i].text, shared[i].size, shared[i].bold, shared[i].width, shared[i].strong);
    for (unsigned i = 0; i < letters; i++) page(i);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) return 1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9;
    printf("cairo loop: %.3f s, %.0f letters/s\n", seconds, letters / seconds);
    return 0;
}
