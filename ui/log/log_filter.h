// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/log_ring.h"

#include <QRegularExpression>
#include <QString>

namespace zvt::ui {

/// Which lines of the log are shown. A value; may be used on any thread.
struct LogFilter {
  LogLevel level = LogLevel::Info; ///< and worse
  QString text; ///< in the line or its channel, whatever its case; empty: every line
  bool regular = false; ///< text is a regular expression
  QString channel = {}; ///< the part of the program that it comes from; empty: any

  /// Empty: fine; else what is wrong with the expression.
  [[nodiscard]] QString problem() const;
  /// The lines that pass, in their order. A faulty expression lets nothing pass.
  /// Cancelled, it stops early.
  [[nodiscard]] std::vector<LogLinePtr> apply(
      const std::vector<LogLinePtr>& lines, const CancelToken& cancel = {}) const;
};

}
