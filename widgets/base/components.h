// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;

namespace zvt::widgets {

/// A caption with a line to its right, in place of a group box.
class GroupHead : public QWidget {
  Q_OBJECT

public:
  explicit GroupHead(const QString& text = {}, QWidget* parent = nullptr);
  void setText(const QString& text);
  [[nodiscard]] QString text() const { return m_text; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QString m_text;
};

/// The 14 px square that shows which panels move together: a letter on its colour, a hollow square for none.
class LinkChip : public QAbstractButton {
  Q_OBJECT

public:
  explicit LinkChip(QWidget* parent = nullptr);
  /// 0 = A … 5 = F, -1 = none.
  void setLink(int link);
  [[nodiscard]] int link() const { return m_link; }
  [[nodiscard]] QSize sizeHint() const override;
  /// The drawing alone, for tabs and menus.
  [[nodiscard]] static QPixmap pixmap(int link, qreal devicePixelRatio);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  int m_link = -1;
};

/// PAPER or LIVE: the same in every theme setting.
enum class TradeMode { Paper, Live };
[[nodiscard]] QString modeText(TradeMode mode); ///< "PAPER", "模拟盘 PAPER"

/// The line over a window: violet dashes or solid orange.
class ModeStrip : public QWidget {
  Q_OBJECT

public:
  explicit ModeStrip(TradeMode mode, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  TradeMode m_mode;
};

/// The word in its dashed or solid frame.
class ModeBadge : public QWidget {
  Q_OBJECT

public:
  explicit ModeBadge(TradeMode mode, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  TradeMode m_mode;
};

/// A frame in the mode's line (2 px, dashed or solid) around something that can send orders.
class ModeFrame : public QFrame {
  Q_OBJECT

public:
  explicit ModeFrame(TradeMode mode, QWidget* parent = nullptr);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  TradeMode m_mode;
};

enum class NoteKind { Info, Warning, Error, Ok };

/// One sentence on a tint with its icon and a bar at the left.
class Note : public QWidget {
  Q_OBJECT

public:
  explicit Note(NoteKind kind = NoteKind::Info, const QString& text = {}, QWidget* parent = nullptr);
  void setNote(NoteKind kind, const QString& text);
  [[nodiscard]] QString text() const { return m_label->text(); }
  [[nodiscard]] NoteKind kind() const { return m_kind; }

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  NoteKind m_kind;
  QLabel* m_label;
};

/// A text in one of the token fonts and colours that follows the theme.
enum class TextTone { Primary, Secondary, Muted, Accent, Warning, Error, Ok, Up, Down };
class TextLabel : public QLabel {
  Q_OBJECT

public:
  explicit TextLabel(const QString& text = {}, QWidget* parent = nullptr);
  TextLabel* setTone(TextTone tone);
  TextLabel* setRole(int fontRole, bool strong = false); ///< FontRole
  /// One line that gives way to its neighbours and ends in an ellipsis; the tooltip says it whole.
  TextLabel* setElided();
  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  void restyle();
  [[nodiscard]] bool isCut() const;
  bool m_elided = false;
  TextTone m_tone = TextTone::Primary;
  int m_role = 1;
  bool m_strong = false;
};

/// Nothing here yet: an icon, what this is for, and the next step.
class EmptyState : public QWidget {
  Q_OBJECT

public:
  EmptyState(const QString& icon, const QString& sentence, const QString& button = {}, QWidget* parent = nullptr);

Q_SIGNALS:
  void triggered();
};

/// Something failed: what, where, since when; retry and log.
class ErrorState : public QWidget {
  Q_OBJECT

public:
  explicit ErrorState(const QString& what, bool canRetry, QWidget* parent = nullptr);
  /// Adds a button that leads to the log.
  void offerLog();

Q_SIGNALS:
  void retryRequested();
  void logRequested();

private:
  QHBoxLayout* m_buttons;
};

/// Still bars in place of rows; nothing for the first 200 ms.
class Skeleton : public QWidget {
  Q_OBJECT

public:
  explicit Skeleton(QWidget* parent = nullptr);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  bool m_visible = false;
};

/// A line edit with a lens, a clear button and, when idle, a key that reaches it.
class SearchField : public QLineEdit {
  Q_OBJECT

public:
  explicit SearchField(QWidget* parent = nullptr);
  void setShortcutText(const QString& text);

protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  QString m_shortcut;
};

}
