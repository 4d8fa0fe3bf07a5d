// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/link_bus.h"
#include "ui/shell/panel_states.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QAction;
class QMenu;
class QStackedLayout;
class QUndoStack;
class QVBoxLayout;

namespace zvt::ui {

struct Context;

/// A table as texts: what copying and exporting a panel gives.
struct PanelTable {
  QStringList header;
  std::vector<QStringList> rows;
};

/// What a panel can be written as.
enum class ExportFormat { Csv, Png };

/// The base of everything that lives in a dock, and the one home of what every panel needs: states, symbol link and
/// pin, undo, copy, export, dropped symbols, help. A panel builds its widgets once, hands the outermost to
/// setContent(), and calls retranslate() itself at the end of its constructor. GUI thread. See ui/README.md.
class Panel : public QWidget {
  Q_OBJECT

public:
  explicit Panel(QWidget* parent = nullptr);
  ~Panel() override;

  /// Told by the registry that makes the panel: what it is known as, and what it may use.
  void adopt(const QString& id, const QString& helpTopic, const Context& context);
  /// The spec's id: the context of per-panel shortcuts. Empty for a panel that no registry made.
  [[nodiscard]] QString contextId() const { return m_id; }
  /// The page of resources/help that F1 opens.
  [[nodiscard]] QString helpTopic() const { return m_helpTopic; }
  /// The panel that has the keyboard, else null.
  [[nodiscard]] static Panel* focused();
  /// The panel that @p widget is in, else null.
  [[nodiscard]] static Panel* around(QWidget* widget);

  // ---- words and tools in the dock's title

  /// Shown in the dock's title and its tab; translated. Emit titleChanged() when it changes.
  [[nodiscard]] virtual QString title() const = 0;
  /// Small grey text beside the title, e.g. a code. Usually empty.
  [[nodiscard]] virtual QString subtitle() const { return {}; }
  /// Tools for the right end of the dock's title, left to right. Asked once, after construction.
  [[nodiscard]] virtual QList<QAction*> titleActions() { return {}; }
  /// A widget instead of or beside the tools (a combo, a label); owned by the panel, asked once.
  [[nodiscard]] virtual QWidget* titleWidget() { return nullptr; }
  /// What every panel offers: undo and redo, copy, the exports, pin, help. For the title's menu and the context menu,
  /// which a panel opens by itself where none of its widgets has one.
  void fillMenu(QMenu* menu);

  /// Everything that restores the panel as it was: columns, level, symbol. Read back by restoreState() at the next
  /// start; it must bear missing and unknown members. Link and pin are kept by the workspace.
  [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
  virtual void restoreState(const QJsonObject& state) { Q_UNUSED(state) }

  // ---- symbol

  [[nodiscard]] LinkColor link() const { return m_link; }
  void setLink(LinkColor link);
  /// A pinned panel keeps its symbol whatever its link colour chooses, until it is unpinned.
  [[nodiscard]] bool isPinned() const { return m_pinned; }
  void setPinned(bool pinned);
  /// The symbols lately seen in the panel's colour, for the menu of its link chip.
  void fillLinkMenu(QMenu* menu);
  /// True once the panel follows its link: only then a pin and a dropped symbol make sense.
  [[nodiscard]] bool followsLink() const { return bool(m_follow); }

  // ---- states

  void setContent(QWidget* content);
  [[nodiscard]] QWidget* content() const { return m_content; }
  [[nodiscard]] PanelState state() const { return m_state; }
  void showContent();
  /// Nothing for 200 ms, then still bars; after a second what @p progress says, and a button that cancels.
  void showLoading(const LoadingProgress& progress = {});
  void showEmpty(const EmptyText& text);
  /// @param what what failed, where, since when: Language::describe(error). @p retry may be empty. A button opens the
  /// log when the program has one.
  void showError(const QString& what, std::function<void()> retry = {});
  /// A strip over the content: it is old. Stays until showFresh(), whatever else is shown.
  void showStale(const StaleText& text);
  void showFresh();
  [[nodiscard]] bool isStale() const { return m_stale != nullptr; }

  // ---- undo, copy, export

  /// What Ctrl+Z and Ctrl+Y act on while the panel has the focus: its own unless setUndoStack() named another.
  [[nodiscard]] QUndoStack* undoStack() const { return m_undo; }
  /// What Ctrl+C puts on the clipboard; empty: nothing to copy. The default is the chosen rows of the table in view.
  [[nodiscard]] virtual QString copyText() const;
  /// The default is Png, and Csv where a table is in view; nothing while another state is shown.
  [[nodiscard]] virtual QList<ExportFormat> exportFormats() const;
  /// What the CSV holds. The default is the table in view as it is shown: its order, filter and visible columns.
  [[nodiscard]] virtual PanelTable exportTable() const;
  void copy();
  /// Asks for a file and writes it off the GUI thread; then exported().
  void exportAs(ExportFormat format);

Q_SIGNALS:
  void titleChanged();
  void linkChanged(zvt::ui::LinkColor link);
  void pinnedChanged(bool pinned);
  void stateChanged(zvt::ui::PanelState state);
  /// @param problem empty: it worked
  void exported(const QString& file, const QString& problem);

protected:
  /// Sets every text again; called on a change of language.
  virtual void retranslate() { }
  /// Called when theme, up/down scheme, number style or density changed; repaints come by themselves.
  virtual void themeChanged() { }
  /// Calls @p show(entityId) whenever the panel's colour chooses a symbol (not by this panel, not while it is pinned),
  /// when the panel changes its colour or is unpinned, and when a symbol is dropped on it. Call once.
  void followLink(LinkBus* bus, std::function<void(const QString& entityId)> show);
  /// Shows the symbol that the panel's colour has chosen already, if any. For the end of a constructor.
  void catchUp();
  /// Undo and redo of a document that keeps its own stack; it must outlive the panel's widgets.
  void setUndoStack(QUndoStack* stack);

  void changeEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  void replaceNotice(QWidget* notice, PanelState state);
  [[nodiscard]] LinkBus* linkBus() const;
  void openLog();

  QString m_id;
  QString m_helpTopic;
  std::unique_ptr<Context> m_context; ///< null: made without a registry
  LinkColor m_link = LinkColor::A;
  bool m_pinned = false;
  LinkBus* m_bus = nullptr;
  std::function<void(const QString&)> m_follow;
  PanelState m_state = PanelState::Content;
  QVBoxLayout* m_column = nullptr;
  QStackedLayout* m_stack = nullptr;
  QWidget* m_content = nullptr;
  QWidget* m_notice = nullptr;
  QWidget* m_stale = nullptr;
  QUndoStack* m_undo = nullptr;
};

}
