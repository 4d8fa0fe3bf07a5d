// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace zvt::ui {

/// Keeps the keyboard where it is when Alt is let go after it was held for another key. A menu bar takes the keyboard
/// when Alt alone was pressed and let go; of the first stroke of a sequence (Alt+L, A) it hears nothing, for that
/// stroke is nobody's yet, and so it took Alt for having been alone. GUI thread.
class AltChords : public QObject {
  Q_OBJECT

public:
  /// For the whole program; further calls do nothing.
  static void watch();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  using QObject::QObject;
};

}
