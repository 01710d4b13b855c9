/* The floor under e-mails: libcurl in a bare loop, the same bytes again and again.
 *
 *   cc -O2 -o smtp_loop smtp_loop.c -lcurl -lpthread
 *   smtp_loop PORT CONNECTIONS COUNT MESSAGE
 *
 * Each connection has a thread and a handle of its own and is kept open. It decides nothing, makes no code, signs nothing, stores nothing.
 * Prints seconds and mails/s.
 */
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char url[64], *message;
static size_t length;
static atomic_int left;

struct position { size_t at; };

static size_t read_message(char *buffer, size_t size, size_t count, void *context) {
    struct position *position = context;
    size_t taken = length - position->at < size * count ? length - position->at : size * count;
    memcpy(buffer, message + position->at, taken);
    position->at += taken;
    return taken;
}

static void *send_all(void *unused) {
    CURL *handle = curl_easy_init();
    struct position position;
    struct curl_slist *to = curl_slist_append(NULL, "<sofia.dacosta@example.org>");
    (void)unused;
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXCONNECTS, 1L);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, "<rebonds@caisse.exemple.fr>");
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(handle, CURLOPT_READDATA, &position);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)length);
    while (atomic_fetch_sub(&left, 1) > 0) {
        position.at = 0;
        CURLcode code = curl_easy_perform(handle);
        if (code != CURLE_OK) { fprintf(stderr, "%s\n", curl_easy_strerror(code)); exit(1); }
    }
    curl_slist_free_all(to);
    curl_easy_cleanup(handle);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 5) { fprintf(stderr, "smtp_loop PORT CONNECTIONS COUNT MESSAGE\n"); return 2; }
    int connections = atoi(argv[2]), count = atoi(argv[3]);
    FILE *file = fopen(argv[4], "rb");
    if (!file) { perror(argv[4]); return 1; }
    message = malloc(1 << 20);
    length = fread(message, 1, 1 << 20, file);
    snprintf(url, sizeof url, "smtp://127.0.0.1:%d", atoi(argv[1]));
    left = count;
    curl_global_init(CURL_GLOBAL_DEFAULT);

    struct timespec begun, over;
    pthread_t threads[64];
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (int i = 0; i < connections && i < 64; i++) pthread_create(&threads[i], NULL, send_all, NULL);
    for (int i = 0; i < connections && i < 64; i++) pthread_join(threads[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &over);
    double seconds = over.tv_sec - begun.tv_sec + (over.tv_nsec - begun.tv_nsec) / 1e9;
    printf("%.3f s, %.0f mails/s\n", seconds, count / seconds);
    return 0;
}
