#pragma once

#include "definition/jqvalue.h"

#include <QSharedData>

namespace cairn {

/// The libjq side of an ExpressionContext.
struct ExpressionData : QSharedData
{
    JqValue root{jv_object()};
    bool inexact = false; ///< some whole number lost digits on its way in

    /// `value` is one of the context's steps itself.
    bool isStep(const JqValue &value) const;
};

/// Adds `bodyJson` to an object as its .body. Errors: Usage, the object unchanged. Tells in `inexact` that digits were lost.
Result<void> addBody(JqValue &object, const QByteArray &bodyJson, bool &inexact);

} // namespace cairn
