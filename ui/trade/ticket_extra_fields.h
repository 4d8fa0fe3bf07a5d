// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/ticket_state.h"

#include <QObject>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;

namespace zvt::ui {

/// The fields that only some kinds of order have: stop, take-profit, distance, parts, and how long it is good for. Each
/// is a row of the ticket's grid that is there while its kind is chosen.
class TicketExtraFields : public QObject {
  Q_OBJECT

public:
  /// Adds its rows below those of @p grid. @p form is the parent of the fields.
  TicketExtraFields(QGridLayout* grid, QWidget* form);

  void showKind(const TicketKind& kind);
  void setStep(double tick, int decimals); ///< of prices
  /// Takes the fields of the chosen kind into @p input.
  void read(TicketInput& input) const;
  void write(const TicketInput& input);
  void clear(); ///< prices and distance; the time stays
  void setProblems(bool trigger, bool takeProfit, bool trail, bool part);
  void retranslate();
  [[nodiscard]] std::vector<QDoubleSpinBox*> numbers() const;

Q_SIGNALS:
  void edited();

private:
  struct Row {
    QLabel* label = nullptr;
    QDoubleSpinBox* field = nullptr;
    QWidget* beside = nullptr;
  };
  Row addRow(QGridLayout* grid, QWidget* form, const char* name, QWidget* beside = nullptr);
  void showTimes();
  void showPart();

  TicketKind m_kind;
  Row m_trigger, m_take, m_trail, m_part;
  QComboBox *m_unit = nullptr, *m_time = nullptr;
  QLabel* m_timeLabel = nullptr;
  std::vector<trading::TimeInForce> m_times;
};

}
