#include "control/postmortem.h"

#include <md4c-html.h>

namespace cairn {

namespace {

constexpr char Head[] = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
constexpr char Style[] =
    "</title>\n<style>\n"
    ":root { color-scheme: light dark; }\n"
    "body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }\n"
    "table { border-collapse: collapse; }\n"
    "th, td { border-bottom: 1px solid #8886; padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }\n"
    "li input { margin-right: .5rem; }\n"
    "</style>\n</head>\n<body>\n";
constexpr char Foot[] = "</body>\n</html>\n";

void append(const MD_CHAR *text, MD_SIZE size, void *html)
{
    static_cast<QByteArray *>(html)->append(text, qsizetype(size));
}

} // namespace

QByteArray postMortemHtml(const QString &markdown, const QString &title)
{
    const QByteArray text = markdown.toUtf8();
    QByteArray html = Head + title.toHtmlEscaped().toUtf8() + Style;
    md_html(text.constData(), MD_SIZE(text.size()), append, &html, MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_NOHTML, 0);
    return html + Foot;
}

} // namespace cairn
