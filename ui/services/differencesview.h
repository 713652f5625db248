#pragma once

#include "model/service.h"

#include <QWidget>

class QLabel;

namespace cairn {

class LinedText;
class TonedLabel;

/// What is different between two definitions of a service: in words, value by value, and line by line in their texts.
class DifferencesView : public QWidget
{
    Q_OBJECT
public:
    explicit DifferencesView(QWidget *parent = nullptr);

    void compare(const ServiceRevision &before, const ServiceRevision &after);

private:
    TonedLabel *m_summary;
    QLabel *m_words;
    LinedText *m_text;
};

} // namespace cairn
