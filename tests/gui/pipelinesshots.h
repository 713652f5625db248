#pragma once

#include <QWidget>

#include <functional>

namespace cairn::testing {

using TakePicture = std::function<void(QWidget &widget, const QString &name)>;

/// Pictures of the rooms of pipelines and of help.
void takePipelines(const TakePicture &take);
void takeHelp(const TakePicture &take);

} // namespace cairn::testing
