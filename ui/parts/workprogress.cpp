#include "ui/parts/workprogress.h"

#include "ui/parts/progressdialog.h"

#include <QTimer>

namespace cairn {

namespace {
constexpr int ProgressEvery = 100; ///< ms
}

void followWork(ProgressDialog &dialog, const LongWorkPtr &work)
{
    auto *look = new QTimer(&dialog);
    QObject::connect(look, &QTimer::timeout, &dialog, [&dialog, work] {
        if (!work->stop) // it says that it stops
            dialog.setProgress(work->done, work->total);
    });
    QObject::connect(&dialog, &ProgressDialog::stopWanted, &dialog, [work] { work->stop = true; });
    QObject::connect(&dialog, &QObject::destroyed, [work] { work->stop = true; });
    look->start(ProgressEvery);
}

} // namespace cairn
