#pragma once

#include "control/incidentbundle.h"

namespace cairn {

/// A draft of a post-mortem in Markdown (English): impact, timeline, causes, what helped, follow-ups that follow from what is
/// recorded, and open questions left blank for people to answer. Nothing is guessed; what a bundle leaves out is said. Texts from
/// the outside stay texts, whatever they look like in Markdown. Pure.
QString postMortem(const IncidentBundle &bundle);

/// A page of HTML from Markdown, by md4c: self-contained, without scripts; raw HTML in the text stays text.
QByteArray postMortemHtml(const QString &markdown, const QString &title);

} // namespace cairn
