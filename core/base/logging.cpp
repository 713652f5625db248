#include "base/logging.h"

Q_LOGGING_CATEGORY(lcStore, "cairn.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "cairn.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRunner, "cairn.runner", QtInfoMsg)
Q_LOGGING_CATEGORY(lcControl, "cairn.control", QtInfoMsg)
