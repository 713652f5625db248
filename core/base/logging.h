#pragma once

#include <QLoggingCategory>

// One category per room; each line names the run and step it speaks of.
Q_DECLARE_LOGGING_CATEGORY(lcDefinition)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcRunner)
Q_DECLARE_LOGGING_CATEGORY(lcControl)
