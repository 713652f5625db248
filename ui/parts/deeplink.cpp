#include "ui/parts/deeplink.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestLink = 4096;
constexpr qsizetype LongestFilter = 1000;
constexpr qsizetype LongestPath = 2048;
constexpr qsizetype LongestName = 64;
constexpr int LargestItem = 100'000'000;

class Links
{
    Q_DECLARE_TR_FUNCTIONS(DeepLink)
};

tl::unexpected<Error> refuse(const QString &text, const QString &detail)
{
    return failure(
        ErrorKind::Usage, detail, text.left(80),
        Links::tr("Links look like cairn://run/ID, cairn://runs?filter=…, cairn://payload/DIGEST, cairn://pipeline/NAME, "
                  "cairn://service/NAME or cairn://incident/NUMBER"));
}

/// Names of steps, pipelines and services, as definitions have them (definition/mapreader.cpp).
bool isName(const QString &text)
{
    const auto fits = [](QChar sign) { return (sign.unicode() < 128 && sign.isLetterOrNumber()) || u"._-"_s.contains(sign); };
    return !text.isEmpty() && text.size() <= LongestName && text[0].isLetterOrNumber() &&
           std::all_of(text.begin(), text.end(), fits);
}

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar sign) {
        return sign.category() == QChar::Other_Control || sign.category() == QChar::Other_Format ||
               sign == QChar::LineSeparator || sign == QChar::ParagraphSeparator || sign == QChar::ReplacementCharacter;
    });
}

/// "run/ID/STEP" as its parts, each decoded by itself; an encoded slash stays inside its part.
QStringList partsOf(const QUrl &url)
{
    QStringList parts{url.host()};
    for (const QString &part : url.path(QUrl::FullyEncoded).mid(1).split(QLatin1Char('/')))
        parts.append(QUrl::fromPercentEncoding(part.toLatin1()));
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.removeLast();
    return parts;
}

Result<void> readRun(const QString &text, const QStringList &parts, DeepLink &link)
{
    if (parts.size() < 2 || parts.size() > 4)
        return refuse(text, Links::tr("the link to a run needs the run's id, and may name a step and an item"));
    const auto id = RunId::fromString(parts[1]);
    if (!id)
        return refuse(text, Links::tr("“%1” is not the id of a run").arg(parts[1].left(40)));
    link.run = *id;
    if (parts.size() > 2) {
        if (!isName(parts[2]))
            return refuse(text, Links::tr("“%1” is not the name of a step").arg(parts[2].left(40)));
        link.step = StepId(parts[2]);
    }
    if (parts.size() > 3) {
        bool isNumber = false;
        link.item = parts[3].toInt(&isNumber);
        const bool digits =
            std::all_of(parts[3].begin(), parts[3].end(), [](QChar sign) { return sign >= u'0' && sign <= u'9'; });
        if (!isNumber || !digits || link.item > LargestItem)
            return refuse(text, Links::tr("“%1” is not the number of an item").arg(parts[3].left(40)));
    }
    return {};
}

/// Digits alone: what toLongLong() takes beyond that is no number of ours.
std::optional<qint64> incidentNumber(const QString &text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar sign) { return sign >= u'0' && sign <= u'9'; });
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return digits && isNumber && number > 0 ? std::optional(number) : std::nullopt;
}

Result<void> readPlace(const QString &text, const QStringList &parts, DeepLink &link)
{
    const QString &kind = parts.first();
    if (kind == "run"_L1)
        return readRun(text, parts, link);
    if (kind == "runs"_L1) {
        link.kind = DeepLink::Runs;
        return parts.size() == 1 ? Result<void>() : refuse(text, Links::tr("nothing follows “runs” but ?filter=…"));
    }
    if (kind != "payload"_L1 && kind != "pipeline"_L1 && kind != "incident"_L1 && kind != "service"_L1)
        return refuse(text, Links::tr("there is no place “%1” in the console").arg(kind.left(40)));
    if (parts.size() != 2)
        return refuse(text, Links::tr("exactly one name follows “%1/”").arg(kind));
    if (kind == "incident"_L1) {
        link.kind = DeepLink::Incident;
        link.incident = incidentNumber(parts[1]).value_or(0);
        return link.incident > 0 ? Result<void>()
                                 : refuse(text, Links::tr("“%1” is not the number of an incident").arg(parts[1].left(40)));
    }
    if (kind == "pipeline"_L1) {
        link.kind = DeepLink::Pipeline;
        link.pipeline = parts[1];
        return isName(parts[1]) ? Result<void>()
                                : refuse(text, Links::tr("“%1” is not the name of a pipeline").arg(parts[1].left(40)));
    }
    if (kind == "service"_L1) {
        link.kind = DeepLink::Service;
        link.service = parts[1];
        return isName(parts[1]) ? Result<void>()
                                : refuse(text, Links::tr("“%1” is not the name of a service").arg(parts[1].left(40)));
    }
    link.kind = DeepLink::Payload;
    const auto digest = Digest::fromHex(parts[1]);
    if (!digest)
        return refuse(text, Links::tr("a payload's digest has 64 hexadecimal digits"));
    link.payload = *digest;
    return {};
}

Result<void> readQuery(const QString &text, const QUrl &url, DeepLink &link)
{
    QStringList seen;
    for (const auto &[key, encoded] : QUrlQuery(url.query(QUrl::FullyEncoded)).queryItems(QUrl::FullyEncoded)) {
        const QString value = QUrl::fromPercentEncoding(encoded.toLatin1());
        if (seen.contains(key))
            return refuse(text, Links::tr("“%1” is said twice").arg(key.left(40)));
        seen.append(key);
        if (hasControls(value))
            return refuse(text, Links::tr("there are control characters in it"));
        if (key == "workspace"_L1) {
            if (!QDir::isAbsolutePath(value) || QDir::cleanPath(value) != value || value.size() > LongestPath)
                return refuse(text, Links::tr("the workspace must be a whole path, such as /srv/cairn/office"));
            link.workspace = value;
        } else if (key == "filter"_L1 && link.kind == DeepLink::Runs) {
            if (value.size() > LongestFilter)
                return refuse(text, Links::tr("the filter is too long"));
            link.filter = value;
        } else {
            return refuse(text, Links::tr("it does not take “%1”").arg(key.left(40)));
        }
    }
    return {};
}

} // namespace

bool looksLikeDeepLink(const QString &text)
{
    return text.startsWith("cairn:"_L1, Qt::CaseInsensitive);
}

Result<DeepLink> parseDeepLink(const QString &text)
{
    if (text.size() > LongestLink)
        return refuse(text, Links::tr("the link is too long"));
    if (hasControls(text))
        return refuse(QString(), Links::tr("there are control characters in it"));
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "cairn"_L1 || url.host().isEmpty())
        return refuse(text, Links::tr("this is not a link of Cairn"));
    if (!url.userInfo().isEmpty() || url.port() != -1 || url.hasFragment())
        return refuse(text, Links::tr("a link has no user, no port and no fragment"));
    DeepLink link;
    link.kind = DeepLink::Run;
    if (auto read = readPlace(text, partsOf(url), link); !read)
        return tl::unexpected(read.error());
    if (auto read = readQuery(text, url, link); !read)
        return tl::unexpected(read.error());
    return link;
}

bool DeepLink::leadsInto(const QString &root) const
{
    if (workspace.isEmpty() || workspace == QDir::cleanPath(root))
        return true;
    const QString canonical = QFileInfo(workspace).canonicalFilePath();
    return !canonical.isEmpty() && canonical == QFileInfo(root).canonicalFilePath();
}

QString DeepLink::toString() const
{
    const auto encoded = [](const QString &part) { return QString::fromLatin1(QUrl::toPercentEncoding(part)); };
    QString text;
    switch (kind) {
    case Run:
        text = u"cairn://run/"_s + run.toString();
        if (!step.isEmpty())
            text += u'/' + encoded(step.name());
        if (!step.isEmpty() && item != NoItem)
            text += u'/' + QString::number(item);
        break;
    case Runs: text = u"cairn://runs"_s; break;
    case Payload: text = u"cairn://payload/"_s + payload.toHex(); break;
    case Pipeline: text = u"cairn://pipeline/"_s + encoded(pipeline); break;
    case Service: text = u"cairn://service/"_s + encoded(service); break;
    case Incident: text = u"cairn://incident/"_s + QString::number(incident); break;
    }
    QStringList query;
    if (kind == Runs && !filter.isEmpty())
        query.append(u"filter="_s + encoded(filter));
    if (!workspace.isEmpty())
        query.append(u"workspace="_s + QString::fromLatin1(QUrl::toPercentEncoding(workspace, "/")));
    return query.isEmpty() ? text : text + u'?' + query.join(u'&');
}

std::optional<DeepLink> linkFromTyped(const QString &text)
{
    QString typed = text.trimmed();
    if (looksLikeDeepLink(typed)) {
        const auto link = parseDeepLink(typed);
        return link ? std::optional(*link) : std::nullopt;
    }
    if (typed.startsWith("incident "_L1, Qt::CaseInsensitive)) {
        const auto number = incidentNumber(typed.mid(9).trimmed());
        if (!number)
            return std::nullopt;
        DeepLink link;
        link.kind = DeepLink::Incident;
        link.incident = *number;
        return link;
    }
    if (typed.startsWith(u'#'))
        typed.remove(0, 1);
    else if (typed.startsWith("run "_L1, Qt::CaseInsensitive))
        typed = typed.mid(4).trimmed();
    const auto id = RunId::fromString(typed);
    if (!id)
        return std::nullopt;
    DeepLink link;
    link.kind = DeepLink::Run;
    link.run = *id;
    return link;
}

} // namespace cairn
