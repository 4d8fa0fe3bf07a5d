// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/components.h"

namespace zvt::ui {

// What the welcome page draws itself, in the colours of the theme. GUI thread.

/// A picture of a token icon.
class IconView : public QWidget {
public:
  IconView(QString name, int size, QWidget* parent);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QString m_name;
};

/// The program's sign: candles on the accent.
class Logo : public QWidget {
public:
  explicit Logo(QWidget* parent);

protected:
  void paintEvent(QPaintEvent* event) override;
};

/// A key as on the keyboard.
class KeyCap : public widgets::TextLabel {
public:
  explicit KeyCap(QWidget* parent);

protected:
  void paintEvent(QPaintEvent* event) override;
};

/// A box in the colours of a mode: tint, and its dashed or solid line.
class ModeBox : public QWidget {
public:
  ModeBox(widgets::TradeMode mode, QWidget* parent);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  widgets::TradeMode m_mode;
};

/// A row of the data box; the first is the one to begin with.
class CardRow : public QWidget {
public:
  CardRow(bool isFirst, QWidget* parent);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  bool m_isFirst;
};

}
