#include "ui/editor/filewording.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString FileWording::judged(qsizetype errors, qsizetype warnings)
{
    if (errors > 0)
        return tr("%Ln problem(s)", nullptr, int(errors));
    return warnings > 0 ? tr("%Ln warning(s)", nullptr, int(warnings)) : tr("in order");
}

QString FileWording::saved(const QString &file, std::optional<qsizetype> errors)
{
    if (!errors)
        return tr("%1 is saved.").arg(file);
    if (file.startsWith("runbooks/"_L1))
        return *errors > 0 ? tr("%1 is saved. It cannot be followed before its %Ln problem(s) are solved.", nullptr, int(*errors))
                                 .arg(file)
                           : tr("%1 is saved. It is in force from now on.").arg(file);
    if (*errors > 0)
        return tr("%1 is saved. Nothing can be applied before its %Ln problem(s) are solved.", nullptr, int(*errors)).arg(file);
    if (file == "cairn.yaml"_L1)
        return tr("%1 is saved. A runner reads it when it starts; what pipelines and services have of it is live once it is "
                  "applied.")
            .arg(file);
    return tr("%1 is saved. It is live once it is applied.").arg(file);
}

} // namespace cairn
