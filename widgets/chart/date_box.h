// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;

namespace zvt::widgets {

/// A line over a chart that takes a date as people type it. While one types it says where it would lead, or that it
/// understands nothing; Enter goes there, Esc or leaving it closes it. GUI thread.
class DateBox : public QFrame {
  Q_OBJECT

public:
  /// What a text leads to, in words; empty: it is no date.
  using Preview = std::function<QString(const QString& text)>;

  explicit DateBox(Preview preview, QWidget* parent = nullptr);
  void openAt(QPoint topCentre);

Q_SIGNALS:
  void entered(const QString& text);
  void closed();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void showPreview();
  void finish();

  Preview m_preview;
  QLineEdit* m_edit;
  QLabel* m_hint;
};

}
