// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/link_bus.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>

class QAction;
class QStackedLayout;

namespace zvt::ui {

/// What a panel shows when there is nothing to show: what it is for, and the next step as a button.
struct EmptyText {
  QString icon; ///< name of a token icon
  QString sentence;
  QString button; ///< empty: none
  std::function<void()> action;
};

/// The base of everything that lives in a dock. A panel builds its widgets once, hands the outermost to setContent(),
/// and calls retranslate() itself at the end of its constructor. GUI thread.
class Panel : public QWidget {
  Q_OBJECT

public:
  explicit Panel(QWidget* parent = nullptr);

  /// Shown in the dock's title and its tab; translated. Emit titleChanged() when it changes.
  [[nodiscard]] virtual QString title() const = 0;
  /// Small grey text beside the title, e.g. a code. Usually empty.
  [[nodiscard]] virtual QString subtitle() const { return {}; }
  /// Tools for the right end of the dock's title, left to right. Asked once, after construction.
  [[nodiscard]] virtual QList<QAction*> titleActions() { return {}; }
  /// A widget instead of or beside the tools (a combo, a label); owned by the panel, asked once.
  [[nodiscard]] virtual QWidget* titleWidget() { return nullptr; }

  /// Everything that restores the panel as it was: columns, level, symbol. Read back by restoreState() at the next
  /// start; it must bear missing and unknown members.
  [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
  virtual void restoreState(const QJsonObject& state) { Q_UNUSED(state) }

  [[nodiscard]] LinkColor link() const { return m_link; }
  void setLink(LinkColor link);

  void setContent(QWidget* content);
  [[nodiscard]] QWidget* content() const { return m_content; }
  void showContent();
  /// Nothing for 200 ms, then still bars, until another show…() is called.
  void showLoading();
  void showEmpty(const EmptyText& text);
  /// @param what what failed, where, since when: Messages::describe(error). @p retry may be empty.
  void showError(const QString& what, std::function<void()> retry = {});

Q_SIGNALS:
  void titleChanged();
  void linkChanged(zvt::ui::LinkColor link);

protected:
  /// Sets every text again; called on a change of language.
  virtual void retranslate() { }
  /// Called when theme, up/down scheme, number style or density changed; repaints come by themselves.
  virtual void themeChanged() { }
  void changeEvent(QEvent* event) override;

private:
  void replaceNotice(QWidget* notice);

  LinkColor m_link = LinkColor::A;
  QStackedLayout* m_stack = nullptr;
  QWidget* m_content = nullptr;
  QWidget* m_notice = nullptr;
};

}
