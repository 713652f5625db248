#include "ui/payload/comparison.h"

#include "control/masked.h"
#include "ui/payload/jsonindex.h"
#include "ui/payload/textpage.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Comparing // for translations
{
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

PayloadNature natureOfSide(const ComparedSide &side)
{
    const QByteArrayView head = QByteArrayView(side.bytes).first(std::min<qsizetype>(side.bytes.size(), NatureHead));
    return natureOf(head, side.size <= head.size(), side.mediaType, side.name);
}

bool isText(const PayloadNature &nature)
{
    return nature.kind == PayloadKind::Json || nature.kind == PayloadKind::Text || nature.kind == PayloadKind::Empty;
}

QString textOf(const ComparedSide &side, const PayloadNature &nature)
{
    return decodeText(QByteArrayView(side.bytes).sliced(nature.markLength), nature.encoding);
}

/// A line each value; nothing if it is no JSON after all.
std::optional<QString> formatted(const QString &text)
{
    const auto index = JsonIndex::parse(text.toUtf8());
    return index ? std::optional(QString::fromUtf8(prettyJson(*index))) : std::nullopt;
}

QString whereBytesDiffer(const ComparedSide &left, const ComparedSide &right)
{
    const auto first = std::mismatch(left.bytes.begin(), left.bytes.end(), right.bytes.begin(), right.bytes.end()).first;
    const auto offset = first - left.bytes.begin();
    if (offset < std::min(left.size, right.size) && offset >= std::min(left.bytes.size(), right.bytes.size()))
        return Comparing::tr("They differ somewhere after the first %L1 bytes.").arg(offset);
    return Comparing::tr("They differ from byte %L1 (0x%2) on.").arg(offset).arg(QString::number(offset, 16).toUpper());
}

QString sizes(const ComparedSide &left, const ComparedSide &right)
{
    return left.size == right.size ? Comparing::tr("Both have %L1 bytes.").arg(left.size)
                                   : Comparing::tr("Left has %L1 bytes, right has %L2.").arg(left.size).arg(right.size);
}

QString verdictOf(const Comparison &comparison)
{
    const int count = comparison.diff.differences;
    if (count == 0)
        return comparison.isJson ? Comparing::tr("The same JSON values, written with other white space.")
                                 : Comparing::tr("The same text; they differ in line ends, encoding or byte order mark.");
    const QString found = Comparing::tr("%Ln difference(s)", nullptr, count);
    return comparison.diff.exact ? found : Comparing::tr("%1: too different to be compared line by line in between").arg(found);
}

} // namespace

ComparedText::ComparedText(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    for (QString line : text.split(u'\n')) {
        breakLongLines(line, TextPage::LongestLine);
        for (const QString &piece : line.split(u'\n')) {
            m_text += piece.toUtf8();
            m_lines.append(piece);
            m_ends.append(m_text.size());
        }
        m_text += '\n';
    }
}

QStringList ComparedText::lines(const Cover &cover) const
{
    if (!cover.isOn())
        return m_lines;
    const QByteArray covered = cover.bytes(m_text); // which is as long
    QStringList lines;
    qsizetype from = 0;
    for (const qsizetype end : m_ends) {
        from += from < end && m_text.at(from) == '\n';
        lines.append(QString::fromUtf8(covered.mid(from, end - from)));
        from = end;
    }
    return lines;
}

QStringList placed(const QStringList &lines, const PayloadDiff &diff, bool isLeft)
{
    QStringList rows;
    for (const DiffRow &row : diff.rows)
        rows.append(lines.value(isLeft ? row.left : row.right));
    return rows;
}

Comparison compare(const ComparedSide &left, const ComparedSide &right)
{
    Comparison comparison;
    if (left.size == right.size && left.bytes == right.bytes && left.bytes.size() == left.size) {
        comparison.identical = true;
        comparison.verdict = Comparing::tr("Identical: both are the same %L1 bytes.").arg(left.size);
        return comparison;
    }
    const PayloadNature leftNature = natureOfSide(left), rightNature = natureOfSide(right);
    const bool small = left.size <= Comparison::MostBytes && right.size <= Comparison::MostBytes;
    if (!small || !isText(leftNature) || !isText(rightNature)) {
        const QString why = small ? Comparing::tr("Not both are text.") : Comparing::tr("Too large to be compared line by line.");
        comparison.verdict = u"%1 %2 %3"_s.arg(why, sizes(left, right), whereBytesDiffer(left, right));
        return comparison;
    }
    const QString leftText = textOf(left, leftNature), rightText = textOf(right, rightNature);
    const auto leftJson = formatted(leftText), rightJson = formatted(rightText);
    comparison.isJson = leftJson && rightJson;
    comparison.left = ComparedText(comparison.isJson ? *leftJson : leftText);
    comparison.right = ComparedText(comparison.isJson ? *rightJson : rightText);
    const QStringList &leftLines = comparison.left.lines(), &rightLines = comparison.right.lines();
    if (std::max(leftLines.size(), rightLines.size()) > Comparison::MostRows) {
        comparison.verdict =
            u"%1 %2 %3"_s.arg(Comparing::tr("Too many lines to be compared."), sizes(left, right), whereBytesDiffer(left, right));
        return comparison;
    }
    comparison.isText = true;
    comparison.diff = diffSideBySide(leftLines, rightLines);
    comparison.verdict = verdictOf(comparison);
    return comparison;
}

} // namespace cairn
