#pragma once

#include "ui/payload/jsonindex.h"

namespace cairn {

/// Walks once over a text and notes where its values are. Calls itself never: depth costs no stack.
class JsonIndexer
{
public:
    explicit JsonIndexer(const QByteArray &text) { m_index.m_text = text; }
    tl::expected<JsonIndex, JsonFault> run();

private:
    bool value();
    bool afterValue(bool &done);
    bool open(JsonIndex::Type type);
    void close();
    bool key();
    bool string(quint32 &begin, quint32 &end);
    bool escape();
    bool number();
    bool digits();
    bool word(QByteArrayView expected, JsonIndex::Type type);
    bool fail(const QString &what);
    bool failHere();
    bool tooLarge(const QString &what);
    void skipSpace();
    char peek() const { return m_at < m_index.m_text.size() ? m_index.m_text.at(m_at) : '\0'; }

    JsonIndex m_index;
    qsizetype m_at = 0;
    std::vector<quint32> m_open;
    quint32 m_keyBegin = 0, m_keyEnd = 0;
    JsonFault m_fault;
};

} // namespace cairn
