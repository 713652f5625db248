#pragma once

#include <QLoggingCategory>

// One category for each room that has something to tell nobody asked about; each line names the run and step it speaks of.
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcRunner)
Q_DECLARE_LOGGING_CATEGORY(lcControl)
