#include "ui/parts/scrolled.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace cairn {

namespace {

/// Asks for the height that the content cannot do without. By itself a scroll area would give it what it likes to have, as soon
/// as a text in it is wrapped.
class Content : public QWidget
{
public:
    explicit Content(QWidget *content) : m_content(content)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(content);
    }

    int heightForWidth(int width) const override
    {
        return m_content->layout() ? m_content->layout()->totalMinimumHeightForWidth(width) : QWidget::heightForWidth(width);
    }

private:
    QWidget *m_content;
};

} // namespace

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // Tab leads to what is in it
    area->setWidgetResizable(true);
    area->setWidget(new Content(content));
    return area;
}

void replaceContent(QScrollArea &area, QWidget *content)
{
    QWidget *focus = QApplication::focusWidget();
    const bool hasFocus = area.widget() && focus && area.widget()->isAncestorOf(focus);
    const QString name = hasFocus ? focus->objectName() : QString();
    const auto before = hasFocus ? area.widget()->findChildren<QWidget *>(name) : QList<QWidget *>();
    const qsizetype place = before.indexOf(focus);
    const int scrolledTo = area.verticalScrollBar()->value();
    area.setWidget(content);
    area.verticalScrollBar()->setValue(scrolledTo);
    if (!hasFocus)
        return;
    const auto after = content->findChildren<QWidget *>(name);
    // where there are more or fewer of them now, it might be another's
    QWidget *same = !name.isEmpty() && after.size() == before.size() ? after.at(place) : &area;
    same->setFocus(Qt::OtherFocusReason);
}

} // namespace cairn
