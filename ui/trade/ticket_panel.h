// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_reserve.h"
#include "ui/shell/panel.h"
#include "ui/trade/confirm_dialog.h"
#include "ui/trade/trading_feed.h"

#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace zvt::widgets {
class ModeBadge;
class Note;
}

namespace zvt::ui {

class CheckList;
class PanelRegistry;
class Presenter;
class ReplayBar;
class TicketForm;

/// The order ticket of the paper account. One confirmed ticket is one order: its intent id is made when it is filled in
/// and used up when the order is journaled, and a second press while the first is on its way does nothing.
class TicketPanel : public Panel {
  Q_OBJECT

public:
  explicit TicketPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  void showEntity(const QString& entityId);
  /// An order that was begun elsewhere, on a chart: fills the form once its security is there, and sends nothing.
  /// Without a quantity the user is to type it.
  void fillIn(const TicketInput& wanted);
  [[nodiscard]] TicketForm* form() const { return m_form; }
  [[nodiscard]] const TicketJudgement& judgement() const { return m_judgement; }
  /// Instead of the dialog: answers whether to send.
  using Confirm = std::function<bool(const ConfirmText& text)>;
  void setConfirm(Confirm confirm) { m_confirm = std::move(confirm); }

Q_SIGNALS:
  void contextLoaded(); ///< the security's price, limits and rules are in the ticket
  void submitted(const QString& id); ///< of the order, or of the intent of what is held
  void refused(const QString& why);

protected:
  void retranslate() override;
  void themeChanged() override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QWidget* makeBody();
  QWidget* makeFoot();
  void reload(bool newEntity);
  void take(trading::TicketContext context, bool newEntity);
  void takeDraft();
  void takeOffer();
  /// That the user picked in a book or a tape of the same link colour.
  void takePrice(LinkColor color, const QString& entityId, double price);
  void judge();
  /// Judges again at once when the stop switch is engaged or let go.
  void watchStop();
  void showStop();
  void showFigures();
  void showButton();
  void fitButton();
  void touched(); ///< a changed ticket is another intent
  void applyFix(const trading::CheckFix& fix);
  void applyPart(int numerator, int denominator);
  void submit();
  void finish(const Result<std::string>& id);
  void clear();
  [[nodiscard]] bool confirmed();
  [[nodiscard]] TicketInput input() const;

  Context m_context;
  TradingFeed m_feed;
  Presenter* m_presenter = nullptr;
  std::string m_entity;
  trading::TicketContext m_ticket;
  TicketJudgement m_judgement;
  trading::PromisedShares m_promised; ///< of the security, to orders that wait or are worked here
  std::optional<TicketInput> m_draft; ///< restored, waiting for its security
  std::optional<TicketInput> m_offer; ///< of fillIn(), waiting for its security
  QString m_intent;
  bool m_sending = false;
  std::optional<TradingDay> m_refusedOn; ///< the market's day when the note below was written
  QTimer m_quiet; ///< judges again once what was sent is older than a second
  Confirm m_confirm;

  widgets::ModeBadge* m_badge = nullptr;
  ReplayBar* m_replay = nullptr;
  TicketForm* m_form = nullptr;
  FigureGrid *m_holdings = nullptr, *m_costs = nullptr;
  QLabel *m_checksTitle = nullptr, *m_checksCount = nullptr;
  CheckList* m_checks = nullptr;
  widgets::Note *m_note = nullptr, *m_stopNote = nullptr; ///< the second: orders are stopped
  QPushButton *m_submit = nullptr, *m_clear = nullptr;
  QString m_submitText; ///< whole; the button shows what there is room for
  std::shared_ptr<void> m_stop; ///< the observation of the stop switch
};

}
