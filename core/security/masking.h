#pragma once

#include "security/detectors.h"

#include <QByteArray>
#include <QString>

namespace cairn {

// Sensitive data that is shown covers its letters and digits with asterisks, but for the last four of cards and accounts, by
// which people tell them apart. Nothing moves: what is masked is as long as it was.

/// All kinds that Cairn knows: for what a person looks at.
std::shared_ptr<const DetectorSet> everyDetector();
/// Those that no message needs: all but e-mail addresses and phone numbers, which messages name their people by.
std::shared_ptr<const DetectorSet> messageDetectors();

/// `findings`, if given, is what was masked.
QByteArray maskBytes(QByteArray bytes, const DetectorSet &set, QList<DataFinding> *findings = nullptr);
/// Every letter and digit, and what is not ASCII.
QByteArray coverAll(QByteArray bytes);
/// For texts of our own that may quote others' data: causes, reasons, log lines.
QString maskText(const QString &text);

} // namespace cairn
