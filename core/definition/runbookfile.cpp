#include "definition/runbookfile.h"

#include "definition/mapreader.h"
#include "definition/nearest.h"
#include "definition/quantity.h"
#include "definition/runbookaction.h"
#include "definition/runbookpage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostSteps = 100;
constexpr int MostActions = 40;
constexpr int MostValues = 20; ///< of one condition
constexpr int LongestTitle = 120;

const KeyRules FrontKeys{u"a runbook's front matter"_s, {u"title"_s, u"match"_s, u"severity"_s, u"escalate"_s}, {}};
const KeyRules MatchKeys{u"match"_s, {u"service"_s, u"step"_s, u"category"_s, u"status"_s, u"pipeline"_s}, {}};

/// Where a control character stands, or one that turns the writing direction (CVE-2021-42574): a page must say what it seems to,
/// in an editor and on a terminal. -1: nowhere.
qsizetype firstHidden(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        const bool control = (c < 0x20 && c != u'\n' && c != u'\t' && c != u'\r') || (c >= 0x7f && c <= 0x9f);
        if (control || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            return i;
    }
    return -1;
}

class RunbookReader
{
public:
    RunbookReader(const QByteArray &source, const QString &file) : m_source(source), m_file(file), m_report(file)
    {
        m_read.runbook.name = QFileInfo(file).completeBaseName();
        m_read.runbook.file = file.contains(u'/') ? file : QString();
        m_read.runbook.source = source;
        m_read.runbook.digest = Digest::of(source);
    }

    RunbookFile run()
    {
        if (examine()) {
            const RunbookPage page = cutRunbookPage(QString::fromUtf8(m_source), m_report);
            readFront(page);
            for (const RunbookPiece &piece : page.pieces)
                addPart(piece);
            checkBounds();
        }
        m_read.problems = m_report.sorted();
        return std::move(m_read);
    }

private:
    bool examine()
    {
        if (m_source.size() > MaxRunbookBytes)
            m_report.add({1, 1}, u"the file has more than %1 KiB"_s.arg(MaxRunbookBytes >> 10),
                         u"Nobody reads that at night: cut it into several runbooks"_s);
        else if (QString::fromUtf8(m_source).toUtf8() != m_source)
            m_report.add({1, 1}, u"the file is not text in UTF-8"_s, u"Save it as UTF-8"_s);
        else if (const auto hidden = firstHidden(QString::fromUtf8(m_source)); hidden >= 0)
            m_report.add(positionAt(m_source, QString::fromUtf8(m_source).left(hidden).toUtf8().size()),
                         u"a character here is not seen, and may make the page look like another"_s,
                         u"Delete it: control characters and changes of writing direction have no place in a runbook"_s);
        else if (!isName(m_read.runbook.name))
            m_report.add({1, 1}, u"'%1' is not a name for a runbook"_s.arg(m_read.runbook.name.left(80)),
                         u"Name the file with letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"_s);
        else
            return true;
        return false;
    }

    std::optional<YamlDocument> yaml(const QByteArray &text)
    {
        auto document = readYaml(text, m_file);
        if (!document) {
            m_report.add({document.error().line, document.error().column}, document.error().what, document.error().remedy);
            return std::nullopt;
        }
        for (const Problem &problem : std::as_const(document->problems))
            m_report.add({problem.line, problem.column}, problem.what, problem.remedy);
        return std::move(*document);
    }

    void readFront(const RunbookPage &page)
    {
        if (!page.hasFront || page.front.trimmed().isEmpty()) {
            if (!page.hasFront || !page.front.isEmpty())
                m_report.add({1, 1}, u"the runbook has no front matter"_s,
                             u"Begin it with a line of ---, title: and match:, and another line of ---"_s);
            return;
        }
        const auto document = yaml(page.front);
        if (!document)
            return;
        const MapReader map(m_report, document->root, FrontKeys);
        Runbook &runbook = m_read.runbook;
        if (map.require(u"title"_s, u"Write title: what the runbook is about"_s)) {
            const YamlNode *title = map.text(u"title"_s, runbook.title);
            if (title && (runbook.title.size() > LongestTitle || hasControl(runbook.title)))
                m_report.add(title->at, u"the title is longer than a line of %1 characters"_s.arg(LongestTitle),
                             u"Write a shorter one, and the rest into the page"_s);
        }
        if (const YamlNode *match = map.value(u"match"_s))
            readMatch(*match);
        readSeverity(map);
        readEscalation(map);
    }

    /// A value, or a list of them.
    QList<const YamlNode *> values(const MapReader &map, const QString &key)
    {
        const YamlNode *node = map.value(key);
        if (!node)
            return {};
        QList<const YamlNode *> found;
        if (node->kind == YamlNode::Kind::List) {
            for (const YamlNode &item : node->items)
                found.append(&item);
        } else {
            found.append(node);
        }
        for (const YamlNode *one : std::as_const(found)) {
            if (one->kind == YamlNode::Kind::Scalar && !one->text.isEmpty())
                continue;
            m_report.add(one->at, u"'%1' must be a text, or a list of texts"_s.arg(key),
                         u"Write %1: VALUE, or %1: [ONE, OTHER]"_s.arg(key));
            return {};
        }
        if (found.isEmpty() || found.size() > MostValues)
            m_report.add(node->at, u"'%1' needs one value to %2"_s.arg(key).arg(MostValues),
                         u"Leave the key out if all will do"_s);
        return found;
    }

    void readMatch(const YamlNode &node)
    {
        const MapReader map(m_report, node, MatchKeys);
        RunbookMatch &match = m_read.runbook.match;
        for (const YamlNode *value : values(map, u"service"_s)) {
            match.services.append(value->text);
            m_read.uses.append({RunbookUse::Of::Service, value->text, value->at});
        }
        for (const YamlNode *value : values(map, u"step"_s)) {
            match.steps.append(value->text);
            m_read.uses.append({RunbookUse::Of::Step, value->text, value->at});
        }
        for (const YamlNode *value : values(map, u"pipeline"_s)) {
            match.pipelines.append(value->text);
            m_read.uses.append({RunbookUse::Of::Pipeline, value->text, value->at});
        }
        for (const YamlNode *value : values(map, u"category"_s))
            readCategory(*value);
        for (const YamlNode *value : values(map, u"status"_s))
            readStatus(*value);
    }

    void readCategory(const YamlNode &value)
    {
        if (const auto category = categoryFromWord(value.text))
            m_read.runbook.match.categories.append(*category);
        else
            m_report.add(value.at, u"'%1' is no category"_s.arg(value.text.left(40)),
                         suggestion(value.text,
                                    {u"network"_s, u"timeout"_s, u"rate_limit"_s, u"service"_s, u"auth"_s, u"data"_s, u"schema"_s,
                                     u"conflict"_s, u"policy"_s, u"internal"_s},
                                    u"Categories"_s));
    }

    void readStatus(const YamlNode &value)
    {
        static const QRegularExpression form(u"\\A([1-5][0-9][0-9]|[1-5]xx|[a-z]+(_[a-z]+)+)\\z"_s);
        if (form.match(value.text).hasMatch())
            m_read.runbook.match.statuses.append(value.text);
        else
            m_report.add(
                value.at, u"'%1' is no status"_s.arg(value.text.left(40)),
                u"Write a number (503), a class (5xx), what went wrong below HTTP (connection_refused), or outcome_unknown"_s);
    }

    void readSeverity(const MapReader &map)
    {
        QString written;
        const YamlNode *node = map.text(u"severity"_s, written);
        if (!node)
            return;
        QStringList words;
        for (const Severity severity : allSeverities())
            words.append(word(severity));
        const auto severity = severityFromWord(written);
        if (severity)
            m_read.runbook.severity = *severity;
        else
            m_report.add(node->at, u"'%1' is no severity"_s.arg(written.left(40)), suggestion(written, words, u"Severities"_s));
    }

    void readEscalation(const MapReader &map)
    {
        QString written;
        const YamlNode *node = map.text(u"escalate"_s, written);
        if (!node)
            return;
        if (written == "at once"_L1)
            m_read.runbook.escalation = RunbookEscalation{};
        else if (const auto after = parseDuration(written); after && after->count() > 0)
            m_read.runbook.escalation = RunbookEscalation{*after};
        else
            m_report.add(node->at, u"'%1' does not say when to escalate"_s.arg(written.left(40)),
                         u"Write at once, or a time since the first failure such as 30m"_s);
    }

    void addPart(const RunbookPiece &piece)
    {
        RunbookPart part{RunbookPart::Kind::Text, piece.text, 0, {}};
        if (piece.kind == RunbookPiece::Kind::Step) {
            part.kind = RunbookPart::Kind::Step;
            part.number = ++m_steps;
        } else if (piece.kind == RunbookPiece::Kind::Action) {
            part.kind = RunbookPart::Kind::Action;
            part.text.clear();
            part.number = ++m_actions;
            part.action = action(piece);
        }
        m_read.runbook.parts.append(part);
    }

    /// Read with as many empty lines before it as stand above it in the file, so that places are right.
    RunbookAction action(const RunbookPiece &piece)
    {
        if (piece.text.trimmed().isEmpty()) {
            m_report.add({piece.line - 1, 1}, u"the action is empty"_s, u"Write do: and label: into it"_s);
            return {};
        }
        if (m_actions > MostActions)
            return {};
        const auto document = yaml(QByteArray(piece.line - 1, '\n') + piece.text.toUtf8());
        return document ? readRunbookAction(document->root, m_report, m_read.uses) : RunbookAction();
    }

    void checkBounds()
    {
        if (m_steps > MostSteps || m_actions > MostActions)
            m_report.add({1, 1}, u"the runbook has more than %1 steps or %2 actions"_s.arg(MostSteps).arg(MostActions),
                         u"Nobody follows that at night: cut it into several runbooks"_s);
    }

    const QByteArray m_source;
    const QString m_file;
    FileReport m_report;
    RunbookFile m_read;
    int m_steps = 0;
    int m_actions = 0;
};

} // namespace

RunbookFile readRunbookFile(const QByteArray &source, const QString &file)
{
    return RunbookReader(source, file).run();
}

QList<RunbookFile> readRunbookFolder(const QString &root)
{
    QList<RunbookFile> found;
    const QDir folder(QDir(root).filePath(u"runbooks"_s));
    for (const QString &name : folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        const QString file = u"runbooks/"_s + name;
        QFile source(folder.filePath(name));
        if (source.open(QIODevice::ReadOnly)) {
            found.append(readRunbookFile(source.read(MaxRunbookBytes + 1), file));
            continue;
        }
        RunbookFile unread;
        unread.problems = {{file, 0, 0, u"the file cannot be read: %1"_s.arg(source.errorString()),
                            u"Give the user that runs Cairn access to it"_s}};
        found.append(unread);
    }
    return found;
}

} // namespace cairn
