#include "ui/handfocus.h"

#include <QFocusEvent>

namespace cairn {

namespace {

class FocusHander : public QObject
{
public:
    FocusHander(QWidget *container, std::function<QWidget *()> target) : QObject(container), m_target(std::move(target)) {}

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FocusIn) {
            if (QWidget *target = m_target())
                target->setFocus(static_cast<QFocusEvent *>(event)->reason());
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<QWidget *()> m_target;
};

} // namespace

void handFocus(QWidget *container, std::function<QWidget *()> target)
{
    container->installEventFilter(new FocusHander(container, std::move(target)));
}

void handFocus(QWidget *container, QWidget *target)
{
    handFocus(container, [target] { return target; });
}

} // namespace cairn
