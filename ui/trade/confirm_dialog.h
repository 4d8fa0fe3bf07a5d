// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/figure_grid.h"
#include "ui/trade/ticket_state.h"

#include <QDialog>

namespace zvt::ui {

/// Everything that a person confirms before an order leaves.
struct ConfirmText {
  trading::Side side = trading::Side::Buy;
  QString name;
  QString code;
  QString order; ///< "1,200 sh @ 31.25"
  QString detail; ///< "12 lots, limit, good for the next session"
  std::vector<Figure> figures;
  QString warnings; ///< empty: none
  QString passed; ///< "8 checks passed: …"
  QString title; ///< of the dialog; empty: it confirms an order
  QString action; ///< the words of the button; empty: it sends the order
  QString back; ///< the words of the other button; empty: it goes back to the ticket
};

/// Confirms one paper order, or its change. Esc goes back, Ctrl+Enter sends.
class ConfirmDialog : public QDialog {
  Q_OBJECT

public:
  explicit ConfirmDialog(const ConfirmText& text, QWidget* parent = nullptr);
};

/// The text of a ticket.
[[nodiscard]] ConfirmText confirmText(
    const TicketJudgement& judgement, const trading::TicketContext& context, const trading::SimAccount& account);
/// The same with its costs in front.
[[nodiscard]] ConfirmText confirmTextWithCosts(const TicketJudgement& judgement, const trading::TicketContext& context,
    const trading::SimAccount& account, const trading::Commission& commission);
/// Value, costs one by one, total and break-even of an estimate.
[[nodiscard]] std::vector<Figure> costFigures(const TicketJudgement& judgement, const trading::Commission& commission);

}
