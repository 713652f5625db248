#include "ui/parts/emptystate.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/sectiontitle.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The stones that mark the way.
class Stones : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {72, 72}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        paintIcon(painter, rect(), u"cairn"_s, blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.45));
    }
};

} // namespace

EmptyState::EmptyState(QWidget *parent) : QWidget(parent), m_title(new QLabel), m_text(new QLabel), m_button(new QPushButton)
{
    setObjectName(u"emptyState"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setFont(sectionFont(font(), 1.4));
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    for (QLabel *label : {m_title, m_text})
        label->setWordWrap(true); // the longest would keep a whole room from becoming smaller
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::RichText); // what is escaped is also one where there is no tag in it
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(u"emptyStateButton"_s);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionWanted);

    auto *stones = new Stones;
    stones->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(stones, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_text);
    column->addSpacing(12);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void EmptyState::say(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_text->setText(text);
    m_button->setText(action);
    m_button->setMinimumWidth(m_button->sizeHint().width() + 24);
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

} // namespace cairn
