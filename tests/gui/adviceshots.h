#pragma once

#include <QWidget>

#include <functional>

namespace cairn::testing {

/// Pictures of advice about a policy and of its monthly review, with and without anything to say.
void takeAdvice(const std::function<void(QWidget &widget, const QString &name)> &take);

} // namespace cairn::testing
