#include "ui/payload/jsonindex.h"

#include "definition/schemaref.h"
#include "ui/payload/jsonindexer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString unquoted(QByteArrayView quoted)
{
    const QByteArrayView inner = quoted.sliced(1, quoted.size() - 2);
    if (inner.contains('\\'))
        return QJsonDocument::fromJson('[' + quoted.toByteArray() + ']').array().first().toString();
    return QString::fromUtf8(inner);
}

/// Not within a character nor an escape.
qsizetype safeCut(QByteArrayView text, qsizetype most)
{
    while (most > 1 && (uchar(text[most]) & 0xc0) == 0x80)
        --most;
    const qsizetype escape = text.first(most).lastIndexOf('\\');
    return escape > most - 6 && escape > 0 ? escape : most; // as long as \u0041
}

/// Writes a document anew with other white space.
class JsonPrinter
{
public:
    explicit JsonPrinter(const JsonIndex &index) : m_index(index) { m_out.reserve(index.text().size() * 2); }

    QByteArray print()
    {
        for (int value = 0; value < m_index.size(); ++value) {
            closeBefore(value);
            begin(value);
        }
        closeBefore(-1);
        return std::move(m_out);
    }

private:
    bool isContainer(int value) const { return m_index.at(value).type <= JsonIndex::Type::Array; }
    void newLine()
    {
        m_out += '\n';
        m_out.append(2 * qsizetype(m_open.size()), ' ');
    }

    void closeBefore(int value)
    {
        while (!m_open.empty() && (value < 0 || m_index.at(m_open.back()).next <= quint32(value))) {
            const bool isObject = m_index.at(m_open.back()).type == JsonIndex::Type::Object;
            m_open.pop_back();
            newLine();
            m_out += isObject ? '}' : ']';
        }
    }

    void begin(int number)
    {
        const JsonIndex::Value &value = m_index.at(number);
        if (!m_open.empty()) {
            if (value.row > 0)
                m_out += ',';
            newLine();
        }
        const QByteArrayView text(m_index.text());
        if (value.keyEnd > value.keyBegin)
            m_out.append(text.sliced(value.keyBegin, value.keyEnd - value.keyBegin)).append(": ");
        if (!isContainer(number)) {
            m_out.append(text.sliced(value.begin, value.end - value.begin));
        } else if (value.count == 0) {
            m_out += value.type == JsonIndex::Type::Object ? "{}" : "[]";
        } else {
            m_out += value.type == JsonIndex::Type::Object ? '{' : '[';
            m_open.push_back(number);
        }
    }

    const JsonIndex &m_index;
    QByteArray m_out;
    std::vector<int> m_open;
};

bool isPlainName(const QString &key)
{
    const auto isWord = [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_'); };
    return !key.isEmpty() && !key.at(0).isDigit() && std::all_of(key.begin(), key.end(), isWord);
}

} // namespace

tl::expected<JsonIndex, JsonFault> JsonIndex::parse(const QByteArray &utf8)
{
    return JsonIndexer(utf8).run();
}

QList<int> JsonIndex::children(int value) const
{
    QList<int> found;
    found.reserve(at(value).count);
    for (quint32 child = quint32(value) + 1; child < at(value).next; child = m_values[child].next)
        found.append(int(child));
    return found;
}

QString JsonIndex::key(int value) const
{
    const Value &one = at(value);
    return one.keyEnd > one.keyBegin ? unquoted(QByteArrayView(m_text).sliced(one.keyBegin, one.keyEnd - one.keyBegin))
                                     : QString();
}

QString JsonIndex::scalar(int value, qsizetype most) const
{
    const Value &one = at(value);
    const QByteArrayView text = QByteArrayView(m_text).sliced(one.begin, one.end - one.begin);
    if (one.type != Type::String)
        return QString::fromUtf8(text.first(std::min(most, text.size())));
    if (text.size() <= most)
        return unquoted(text);
    QString cut = unquoted(QByteArray(text.first(safeCut(text, most)).toByteArray() + '"'));
    while (cut.endsWith(QChar::ReplacementCharacter) || (!cut.isEmpty() && cut.back().isHighSurrogate()))
        cut.chop(1); // half of a character
    return cut + QChar(0x2026);
}

QByteArray JsonIndex::raw(int value) const
{
    return m_text.mid(at(value).begin, at(value).end - at(value).begin);
}

QString JsonIndex::pointer(int value) const
{
    QStringList tokens;
    for (; value != 0; value = int(at(value).parent))
        tokens.prepend(at(value).keyEnd > at(value).keyBegin ? key(value) : QString::number(at(value).row));
    QString pointer;
    for (const QString &token : std::as_const(tokens))
        pointer = childPointer(pointer, token);
    return pointer;
}

QString JsonIndex::path(int value) const
{
    QString path;
    for (; value != 0; value = int(at(value).parent)) {
        const QString name = key(value);
        if (at(value).keyEnd == at(value).keyBegin)
            path.prepend(u"[%1]"_s.arg(at(value).row));
        else if (isPlainName(name))
            path.prepend(u'.' + name);
        else
            path.prepend(u'[' + QString::fromUtf8(m_text.mid(at(value).keyBegin, at(value).keyEnd - at(value).keyBegin)) + u']');
    }
    return path.startsWith(u'.') ? path : u'.' + path;
}

int JsonIndex::find(const QString &pointer) const
{
    int value = 0;
    const QStringList tokens = pointer.isEmpty() ? QStringList() : pointer.mid(1).split(u'/');
    for (QString token : tokens) {
        token.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1);
        int found = -1;
        for (quint32 child = quint32(value) + 1; child < at(value).next; child = m_values[child].next) {
            const bool named = at(value).type == Type::Object;
            if (named ? key(int(child)) == token : QString::number(m_values[child].row) == token)
                found = int(child); // of repeated names the last one counts, as for QJsonDocument
        }
        if (found < 0)
            return -1;
        value = found;
    }
    return value;
}

bool JsonIndex::matches(int value, const QString &text) const
{
    if (key(value).contains(text, Qt::CaseInsensitive))
        return true;
    return at(value).type > Type::Array && scalar(value, MaxBytes).contains(text, Qt::CaseInsensitive);
}

int JsonIndex::search(const QString &text, int from, bool backwards) const
{
    const int step = backwards ? -1 : 1;
    int value = from < 0 && backwards ? 0 : from;
    for (int looked = 0; looked < size(); ++looked) {
        value = (value + step + size()) % size();
        if (matches(value, text))
            return value;
    }
    return -1;
}

QByteArray prettyJson(const JsonIndex &index)
{
    return JsonPrinter(index).print();
}

} // namespace cairn
