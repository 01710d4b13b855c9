#include "CCurl.h"
#include <string.h>

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text) { return curl_easy_setopt(handle, option, text); }

CURLcode ccurl_set_number(CURL *handle, CURLoption option, long number) { return curl_easy_setopt(handle, option, number); }

CURLcode ccurl_set_list(CURL *handle, CURLoption option, const struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

CURLcode ccurl_get_number(CURL *handle, CURLINFO info, long *number) { return curl_easy_getinfo(handle, info, number); }

static size_t read_message(char *buffer, size_t size, size_t count, void *context) {
    struct ccurl_message *message = context;
    size_t wanted = size * count;
    size_t left = message->length - message->sent;
    size_t taken = wanted < left ? wanted : left;
    memcpy(buffer, message->bytes + message->sent, taken);
    message->sent += taken;
    return taken;
}

static void keep(char *kept, size_t size, const char *data, size_t length) {
    size_t count = length < size - 1 ? length : size - 1;
    memcpy(kept, data, count);
    kept[count] = 0;
}

static void note_bytes(struct ccurl_message *message, const char *data, size_t length) {
    size_t room = message->transcript_capacity - message->transcript_length;
    size_t count = length < room ? length : room;
    memcpy(message->transcript + message->transcript_length, data, count);
    message->transcript_length += count;
}

// Up to the end of its first line.
static void note(struct ccurl_message *message, char who, const char *data, size_t length) {
    size_t end = 0;
    while (end < length && data[end] != '\r' && data[end] != '\n') end++;
    note_bytes(message, &who, 1);
    note_bytes(message, data, end);
    note_bytes(message, "\n", 1);
}

static int begins(const char *data, size_t length, const char *text) {
    return length >= strlen(text) && memcmp(data, text, strlen(text)) == 0;
}

static void note_sent(struct ccurl_message *message, const char *data, size_t length) {
    static const char *const verbs[] = {"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"};
    for (size_t index = 0; index < sizeof verbs / sizeof *verbs; index++)
        if (begins(data, length, verbs[index])) note(message, '>', verbs[index], strlen(verbs[index]));
}

static void note_all(struct ccurl_message *message, curl_infotype type, const char *data, size_t length) {
    if (type == CURLINFO_HEADER_OUT) note_sent(message, data, length);
    // 334 carries a challenge.
    if (type == CURLINFO_HEADER_IN) note(message, '<', data, begins(data, length, "334") ? 3 : length);
    if (type == CURLINFO_TEXT && begins(data, length, "SSL connection using ")) note(message, '*', data + 21, length - 21);
}

// RFC 6531 3.1; in capitals, for so does libcurl read it.
static void note_extensions(struct ccurl_message *message, curl_infotype type, const char *data, size_t length) {
    if (type == CURLINFO_HEADER_OUT && (begins(data, length, "EHLO") || begins(data, length, "HELO"))) message->takes_utf8 = 0;
    int is_greeting = type == CURLINFO_HEADER_IN && memcmp(message->command, "EHLO", 4) == 0;
    if (is_greeting && length > 4 && begins(data, length, "250") && begins(data + 4, length - 4, "SMTPUTF8")) message->takes_utf8 = 1;
}

static int trace(CURL *handle, curl_infotype type, char *data, size_t length, void *context) {
    struct ccurl_message *message = context;
    (void)handle;
    // libcurl says goodbye after a refusal; what was refused is what is asked for afterwards.
    if (type == CURLINFO_HEADER_OUT) message->says_goodbye = length >= 4 && memcmp(data, "QUIT", 4) == 0;
    if (message->says_goodbye) return 0;
    note_extensions(message, type, data, length);
    if (message->transcript) note_all(message, type, data, length);
    if (type == CURLINFO_HEADER_OUT) keep(message->command, sizeof message->command, data, length);
    if (type == CURLINFO_HEADER_IN) keep(message->reply, sizeof message->reply, data, length);
    return 0;
}

CURLcode ccurl_set_message(CURL *handle, struct ccurl_message *message) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_message);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_READDATA, message);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)message->length);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, trace);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, message);
    // Nothing is printed: the function above takes all of it.
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    return code;
}

static size_t take_reply(char *data, size_t size, size_t count, void *context) {
    struct ccurl_reply *reply = context;
    size_t length = size * count;
    if (length > reply->capacity - reply->length) return 0;
    memcpy(reply->bytes + reply->length, data, length);
    reply->length += length;
    return length;
}

CURLcode ccurl_set_reply(CURL *handle, struct ccurl_reply *reply) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_reply);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEDATA, reply);
    return code;
}

static size_t read_body(char *buffer, size_t size, size_t count, void *context) {
    struct ccurl_body *body = context;
    size_t wanted = size * count;
    size_t left = body->length - body->sent;
    size_t taken = wanted < left ? wanted : left;
    memcpy(buffer, body->bytes + body->sent, taken);
    body->sent += taken;
    return taken;
}

CURLcode ccurl_set_body(CURL *handle, struct ccurl_body *body) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_body);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_READDATA, body);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)body->length);
    return code;
}
