#include "ui/run/lineageview.h"

#include "control/editing.h"
#include "control/lineage.h"
#include "control/logic.h"
#include "ui/look/statelook.h"
#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QScrollBar>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Tell
{
    Q_DECLARE_TR_FUNCTIONS(Lineage)
};

constexpr int MostTraces = 100;
const QString StatementLink = u"cairn://statement"_s;

QString linkTo(RunId id)
{
    return u"cairn://run/%1"_s.arg(id.toString());
}

QString coloured(const QString &text, const QColor &colour)
{
    return u"<span style=\"color:%1\">%2</span>"_s.arg(colour.name(), text.toHtmlEscaped());
}

QString cell(const QString &html)
{
    return u"<td style=\"padding:2px 18px 2px 0\">%1</td>"_s.arg(html);
}

/// "0AB… · Succeeded · submitted …", its id a link unless it is this one.
QString runRow(const QString &name, const RunRecord &run, bool isThis, const QPalette &palette)
{
    const QString id = run.id.toString();
    const Look look = lookOf(run.state);
    QString row = cell(coloured(name, quietInk(palette)));
    const QColor link = StateLook::ink(Look::Running, palette); // the palette's own is often unreadable on dark ground
    row += cell(isThis ? u"<b>%1</b>"_s.arg(id)
                       : u"<a href=\"%1\" style=\"color:%2\">%3</a>"_s.arg(linkTo(run.id), link.name(), id));
    row += cell(coloured(StateLook::word(look), StateLook::ink(look, palette)));
    row += cell(u"%1@%2"_s.arg(run.pipeline.toHtmlEscaped()).arg(run.version));
    return u"<tr>%1</tr>"_s.arg(row + cell(Tell::tr("submitted %1").arg(clockTime(run.submittedAt)).toHtmlEscaped()));
}

QString factRow(const QString &name, const QString &value, const QPalette &palette)
{
    return u"<tr>%1</tr>"_s.arg(cell(coloured(name, quietInk(palette))) + cell(value.toHtmlEscaped()));
}

QString section(const QString &heading, const QString &rows)
{
    return u"<p style=\"margin:12px 0 3px 0\"><b>%1</b></p><table cellspacing=\"0\" cellpadding=\"0\">%2</table>"_s.arg(
        heading.toHtmlEscaped(), rows);
}

QString runsSection(const RunDetail &detail, const RunRelations &relations, const QPalette &palette)
{
    QString rows;
    if (relations.original)
        rows += runRow(Tell::tr("Rerun of"), *relations.original, false, palette);
    rows += runRow(Tell::tr("This run"), detail.run, true, palette);
    for (const RunRecord &rerun : relations.reruns)
        rows += runRow(Tell::tr("Rerun"), rerun, false, palette);
    return section(Tell::tr("Runs"), rows);
}

/// The revisions that a step's attempts and checkpoints name, in the order they came.
QList<qint64> revisionsOf(const StepId &step, const RunHistory &history)
{
    QList<qint64> ids;
    const auto note = [&](const StepId &other, qint64 id) {
        if (other == step && id > 0 && !ids.contains(id))
            ids.append(id);
    };
    for (const Attempt &attempt : history.attempts)
        note(attempt.step, attempt.policyRevisionId);
    for (const Checkpoint &checkpoint : history.checkpoints)
        note(checkpoint.step, checkpoint.policyRevisionId);
    return ids;
}

QString revisionText(qint64 id, const RunRelations &relations)
{
    const auto found = relations.revisions.constFind(id);
    if (found == relations.revisions.cend())
        return Tell::tr("an unknown revision");
    QString text = Tell::tr("revision %1, recorded %2").arg(found->revision).arg(clockTime(found->recordedAt));
    if (!found->actor.isEmpty())
        text = Tell::tr("%1 by %2").arg(text, found->actor);
    return found->reason.isEmpty() ? text : u"%1: %2"_s.arg(text, found->reason);
}

QString policiesSection(const RunDetail &detail, const RunRelations &relations, const QPalette &palette)
{
    QString rows;
    for (const Step &step : detail.version.pipeline.steps) {
        QStringList revisions;
        for (qint64 id : revisionsOf(step.id, detail.history))
            revisions.append(revisionText(id, relations).toHtmlEscaped());
        QString told = revisions.join("<br>"_L1);
        if (step.service.isEmpty())
            told = coloured(Tell::tr("delivers a file, calls no service"), quietInk(palette));
        else if (revisions.isEmpty())
            told = coloured(Tell::tr("none recorded yet"), quietInk(palette));
        rows += u"<tr>%1</tr>"_s.arg(cell(step.id.name().toHtmlEscaped()) + cell(step.service.toHtmlEscaped()) + cell(told));
    }
    return section(Tell::tr("Policies that ruled"), rows);
}

QString linkTo(const PayloadRef &payload)
{
    return u"cairn://payload/%1"_s.arg(payload.digest.toHex());
}

/// Its size as a link to it, which can be compared there.
QString payloadLink(const PayloadRef &payload, const QPalette &palette)
{
    return u"<a href=\"%1\" style=\"color:%2\">%3</a>"_s.arg(linkTo(payload), StateLook::ink(Look::Running, palette).name(),
                                                             sizeText(payload.size).toHtmlEscaped());
}

/// What was sent before an operator changed it, and what since.
QString editsSection(const QList<InputEdit> &edits, const QPalette &palette)
{
    QString rows;
    for (const InputEdit &edit : edits) {
        const QString before =
            edit.before.isValid() ? payloadLink(edit.before, palette) : Tell::tr("nothing was sent").toHtmlEscaped();
        const QString by = Tell::tr("%1, %2").arg(edit.actor, clockTime(edit.at));
        rows += u"<tr>%1</tr>"_s.arg(cell(stepText(edit.key.step, edit.key.item).toHtmlEscaped()) +
                                     cell(before + u" → "_s + payloadLink(edit.after, palette)) + cell(by.toHtmlEscaped()) +
                                     cell(edit.reason.toHtmlEscaped()));
    }
    return rows.isEmpty() ? QString() : section(Tell::tr("Edited input"), rows);
}

QString vouchedText(const RunOrigin &origin)
{
    switch (origin.sidecar) {
    case ProvenanceRule::Sidecar::None: return Tell::tr("nothing was asked for, or nothing lay beside it");
    case ProvenanceRule::Sidecar::Sha256: return Tell::tr("the checksum beside it was right");
    case ProvenanceRule::Sidecar::Minisign: return Tell::tr("signed by key %1: %2").arg(origin.keyId, origin.comment);
    }
    return {};
}

/// Where the input came from.
QString originSection(const RunRelations &relations, const QPalette &palette)
{
    if (!relations.input)
        return {};
    const RunRecord &first = relations.input->first;
    QString rows =
        factRow(Tell::tr("Taken"), Tell::tr("%1 by run %2").arg(clockTime(first.submittedAt), first.id.toString()), palette);
    const auto &origin = relations.input->origin;
    if (!origin)
        return section(Tell::tr("Origin"), rows + factRow(Tell::tr("From"), Tell::tr("not recorded"), palette));
    rows += factRow(origin->source == "webhook"_L1 ? Tell::tr("Webhook") : Tell::tr("File"), origin->path, palette);
    if (origin->ownerId >= 0)
        rows += factRow(Tell::tr("Owner"), Tell::tr("%1 (%2)").arg(origin->owner).arg(origin->ownerId), palette);
    if (origin->modifiedAt)
        rows += factRow(Tell::tr("Modified"), clockTime(*origin->modifiedAt), palette);
    rows += factRow(Tell::tr("Submitted by"), origin->submitter, palette);
    return section(Tell::tr("Origin"), rows + factRow(Tell::tr("Vouched for"), vouchedText(*origin), palette));
}

/// The version that it is on, and those that it was on before.
QString logicFacts(const RunDetail &detail, const QPalette &palette)
{
    const RunRecord &run = detail.run;
    QString rows = factRow(Tell::tr("Pipeline"), u"%1@%2"_s.arg(run.pipeline).arg(run.version), palette);
    rows += factRow(Tell::tr("Its digest"), u"sha256:%1"_s.arg(run.pipelineDigest.toHex()), palette);
    for (const QString &earlier : earlierLogics(detail))
        rows += factRow(Tell::tr("Before"), earlier, palette);
    return rows;
}

QString digestCell(const PayloadRef &payload, const QPalette &palette)
{
    return cell(payload.isValid()
                    ? u"%1 %2"_s.arg(payloadLink(payload, palette), coloured(payload.digest.brief(), quietInk(palette)))
                    : coloured(u"–"_s, quietInk(palette)));
}

/// What each attempt sent and was answered, by digest; the newest of them if there are many.
QString tracesSection(const RunDetail &detail, const QPalette &palette)
{
    const QList<Attempt> shown = detail.history.attempts.mid(std::max<qsizetype>(0, detail.history.attempts.size() - MostTraces));
    QString rows;
    for (const Attempt &attempt : shown)
        rows += u"<tr>%1</tr>"_s.arg(cell(stepText(attempt.step, attempt.item).toHtmlEscaped()) +
                                     cell(Tell::tr("attempt %1").arg(attempt.number)) + digestCell(attempt.request, palette) +
                                     cell(u"→"_s) + digestCell(attempt.response, palette));
    return rows.isEmpty() ? QString() : section(Tell::tr("Sent and answered"), rows);
}

QString outputsSection(const RunDetail &detail, const QPalette &palette)
{
    QString rows;
    for (const RunOutput &output : outputsOf(detail))
        rows += u"<tr>%1</tr>"_s.arg(cell(output.name.toHtmlEscaped()) + digestCell(output.payload, palette));
    if (rows.isEmpty() || !isFinished(detail.run.state))
        return {};
    const QString link = u"<p style=\"margin:10px 0 0 0\"><a href=\"%1\" style=\"color:%2\">%3</a></p>"_s.arg(
        StatementLink, StateLook::ink(Look::Running, palette).name(),
        Tell::tr("Save a signed statement of this…").toHtmlEscaped());
    return section(Tell::tr("Made"), rows) + link;
}

} // namespace

QString lineageHtml(const RunDetail &detail, const RunRelations &relations, const QPalette &palette)
{
    const RunRecord &run = detail.run;
    const QString facts = logicFacts(detail, palette) +
                          factRow(Tell::tr("Input"), u"%1, %2"_s.arg(run.inputName, sizeText(run.input.size)), palette) +
                          factRow(Tell::tr("Its digest"), u"sha256:%1"_s.arg(run.input.digest.toHex()), palette) +
                          factRow(Tell::tr("Trace"), QString::fromLatin1(run.traceId.toHex()), palette);
    return runsSection(detail, relations, palette) + section(Tell::tr("Made of"), facts) + originSection(relations, palette) +
           editsSection(editsOf(detail.history), palette) + policiesSection(detail, relations, palette) +
           tracesSection(detail, palette) + outputsSection(detail, palette);
}

LineageView::LineageView(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(u"lineage"_s);
    setAccessibleName(tr("Lineage"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(12);
    connect(this, &QTextBrowser::anchorClicked, this, &LineageView::follow);
}

void LineageView::follow(const QUrl &link)
{
    const auto payload = m_payloads.constFind(link.toString());
    if (payload != m_payloads.cend())
        Q_EMIT payloadWanted(payload->first, payload->second);
    else if (link.toString() == StatementLink)
        Q_EMIT statementWanted(m_run);
    else if (const auto id = RunId::fromString(link.path().mid(1)))
        Q_EMIT runWanted(*id);
}

void LineageView::setLineage(const RunDetail &detail, const RunRelations &relations)
{
    const QString html = lineageHtml(detail, relations, palette());
    if (html == m_html)
        return; // what is being read or copied stays
    m_html = html;
    const bool sameRun = m_run == detail.run.id;
    m_run = detail.run.id;
    m_payloads.clear();
    for (const Attempt &attempt : detail.history.attempts) {
        const QString step = stepText(attempt.step, attempt.item);
        m_payloads.insert(linkTo(attempt.request),
                          {attempt.request, tr("Request of %1, attempt %2").arg(step).arg(attempt.number)});
        m_payloads.insert(linkTo(attempt.response),
                          {attempt.response, tr("Response of %1, attempt %2").arg(step).arg(attempt.number)});
    }
    for (const RunOutput &output : outputsOf(detail))
        m_payloads.insert(linkTo(output.payload), {output.payload, tr("Output %1").arg(output.name)});
    for (const InputEdit &edit : editsOf(detail.history)) {
        const QString step = stepText(edit.key.step, edit.key.item);
        m_payloads.insert(linkTo(edit.before), {edit.before, tr("Original input of %1").arg(step)});
        m_payloads.insert(linkTo(edit.after), {edit.after, tr("Edited input of %1").arg(step)});
    }
    sameRun ? showWhereItWas(html) : setHtml(html);
}

/// Scrolled as before, and with the link or the words that were chosen, as long as they are there.
void LineageView::showWhereItWas(const QString &html)
{
    const int anchor = textCursor().anchor(), position = textCursor().position();
    const QString words = textCursor().selectedText();
    const int down = verticalScrollBar()->value(), right = horizontalScrollBar()->value();
    setHtml(html);
    const int end = document()->characterCount() - 1;
    QTextCursor chosen(document());
    chosen.setPosition(std::min(anchor, end));
    chosen.setPosition(std::min(position, end), QTextCursor::KeepAnchor);
    if (chosen.selectedText() == words)
        setTextCursor(chosen);
    verticalScrollBar()->setValue(down);
    horizontalScrollBar()->setValue(right);
}

} // namespace cairn
