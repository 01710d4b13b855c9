#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo take anything; these take one type each, which Swift can call.

CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode ccurl_set_number(CURL *handle, CURLoption option, long number);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, const struct curl_slist *list);
CURLcode ccurl_get_number(CURL *handle, CURLINFO info, long *number);

// A message on its way, and how far it got.
struct ccurl_message {
    const unsigned char *bytes;
    size_t length;
    // How many bytes libcurl has taken.
    size_t sent;
    // The verb of the last command but QUIT, such as RCPT, and the beginning of the last reply to it.
    char command[5];
    char reply[32];
    int says_goodbye;
    // What the server says of SMTPUTF8 in its greeting: 1 or 0, -1 where it gave none.
    int takes_utf8;
    // Where the conversation is written down, a line each, or null. Of what this side says only the verb; of an exchange of secrets only codes.
    char *transcript;
    size_t transcript_capacity;
    size_t transcript_length;
};

// Makes `message` what the next transfer sends, and the place where it leaves its traces. Both must outlive it.
CURLcode ccurl_set_message(CURL *handle, struct ccurl_message *message);

// What a server answers, up to a size.
struct ccurl_reply {
    unsigned char *bytes;
    size_t capacity;
    size_t length;
};

// Makes `reply` the place where the next transfer's answer goes; a longer one fails the transfer. It must outlive it.
CURLcode ccurl_set_reply(CURL *handle, struct ccurl_reply *reply);

// Bytes on their way up, and how many libcurl has taken.
struct ccurl_body {
    const unsigned char *bytes;
    size_t length;
    size_t sent;
};

// Makes `body` what the next transfer uploads. It must outlive it.
CURLcode ccurl_set_body(CURL *handle, struct ccurl_body *body);
