// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace zvt::widgets {
class GroupHead;
class SegmentedControl;
}

namespace zvt::ui {

/// The first start: how it should look, how to get data in, four keys to know. What a card does are actions of the
/// registry ("data.loadSample", "data.import"); a card without its action is not shown.
class WelcomePage : public QWidget {
  Q_OBJECT

public:
  explicit WelcomePage(const Context& context, QWidget* parent = nullptr);

Q_SIGNALS:
  void skipped();

protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

private:
  struct Choice {
    std::string key;
    QLabel* label;
    widgets::SegmentedControl* segments;
  };
  struct Card {
    QString action;
    QLabel* title;
    QLabel* text;
    QPushButton* button;
  };
  void build();
  void addChoices(QVBoxLayout* column);
  void addCards(QVBoxLayout* column);
  void addKeys(QVBoxLayout* column);
  void addModes(QVBoxLayout* column);
  void showValues();
  void retranslate();

  Context m_context;
  std::vector<Choice> m_choices;
  std::vector<Card> m_cards;
  std::vector<std::pair<QLabel*, QLabel*>> m_keys;
  QLabel* m_title = nullptr;
  QLabel* m_intro = nullptr;
  QLabel* m_paperTitle = nullptr;
  QLabel* m_paperText = nullptr;
  QLabel* m_liveTitle = nullptr;
  QLabel* m_liveText = nullptr;
  widgets::GroupHead* m_lookHead = nullptr;
  widgets::GroupHead* m_dataHead = nullptr;
  widgets::GroupHead* m_keysHead = nullptr;
  widgets::GroupHead* m_modeHead = nullptr;
  QPushButton* m_skip = nullptr;
  QCheckBox* m_atStart = nullptr;
};

}
