#pragma once

#include "definition/schema.h"
#include "ui/payload/jsonindex.h"
#include "ui/payload/payloadnature.h"

#include <memory>

namespace cairn {

/// A remark of a schema at its place in a document.
struct JsonRemark
{
    int value = 0;   ///< number in the index: the place itself, or the nearest around it
    QString pointer; ///< as the schema gave it
    QString message;
};

/// Everything about a JSON document that takes time, worked out once, off the UI thread.
struct JsonReading
{
    std::shared_ptr<const JsonIndex> index;  ///< null: it is none, see `fault`
    std::shared_ptr<const JsonIndex> pretty; ///< the same values with the same numbers, a line each
    std::optional<JsonFault> fault;
    QList<JsonRemark> remarks; ///< in the order of the document; empty without a schema

    /// By line (from 0) of a text whose values have the index's numbers.
    static QMap<int, QString> byLine(const QList<JsonRemark> &remarks, const JsonIndex &text);
    static QHash<int, QString> byValue(const QList<JsonRemark> &remarks);
};

/// Pure; `bytes` is the whole document.
JsonReading readJson(const QByteArray &bytes, const PayloadNature &nature, const std::optional<Schema> &schema);

} // namespace cairn
