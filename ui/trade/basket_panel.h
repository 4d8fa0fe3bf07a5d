// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel.h"
#include "ui/trade/basket_model.h"
#include "ui/trade/trading_feed.h"

class QComboBox;
class QDoubleSpinBox;
class QCheckBox;
class QPushButton;

namespace zvt::widgets {
class DataTable;
class Note;
class TextLabel;
}

namespace zvt::ui {

class FigureGrid;
class PanelRegistry;
class Presenter;

/// Many orders that are looked at together and sent as one: pasted, read from a file, dropped, or made of what is held;
/// sized by an amount; sent as limits, at the market, or worked through the session. Every edit can be undone, and what
/// has not been sent is there again after a restart.
class BasketPanel : public Panel {
  Q_OBJECT

public:
  explicit BasketPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  [[nodiscard]] const BasketModel& model() const { return m_model; }
  [[nodiscard]] const BasketSums& sums() const { return m_sums; }
  [[nodiscard]] widgets::DataTable* table() const { return m_table; }
  void addText(const QString& text); ///< see trading::readBasket()
  void addHoldings(); ///< sells all that can be sold
  void openFile();
  void sizeByAmount(); ///< asks for an amount, and shares it out among the buys
  void switchSide(); ///< of the chosen rows
  void remove();
  void send();

Q_SIGNALS:
  void judged();
  void sent(int orders, int refused);

protected:
  void retranslate() override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  using Lines = std::vector<trading::BasketLine>;
  void build();
  QWidget* makeBar(QWidget* parent);
  QWidget* makeFoot(QWidget* parent);
  [[nodiscard]] Lines lines() const;
  [[nodiscard]] std::vector<int> chosen() const;
  void edit(const QString& what, Lines lines);
  void put(Lines lines);
  void load();
  void judge();
  void showSums();
  [[nodiscard]] BasketSettings settings() const;
  [[nodiscard]] bool confirmed();
  void sendWorked();
  void sendPlain();
  void finish(const std::vector<std::optional<Error>>& answers);

  Context m_context;
  TradingFeed m_feed;
  BasketModel m_model;
  Presenter* m_presenter = nullptr;
  BasketSums m_sums;
  QString m_id; ///< of the basket as it stands: the intents of its orders are made of it
  bool m_sending = false;
  QAction *m_paste, *m_open, *m_holdings, *m_amount, *m_side, *m_remove;
  QComboBox* m_way = nullptr;
  QDoubleSpinBox *m_beyond = nullptr, *m_part = nullptr;
  widgets::TextLabel *m_beyondLabel = nullptr, *m_partLabel = nullptr;
  QCheckBox* m_sellsFirst = nullptr;
  widgets::DataTable* m_table = nullptr;
  FigureGrid* m_figures = nullptr;
  widgets::Note* m_note = nullptr;
  QPushButton* m_send = nullptr;
};

}
