// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/quarantine.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "widgets/table/column_table.h"

#include "widgets/table/sort_proxy.h"

#include <memory>

class QLabel;
class QPushButton;

namespace zvt::widgets {
class DataTable;
class SegmentedControl;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;

/// Bars that a rule found suspicious: what came, what is proposed, and the decision.
class QuarantinePanel : public Panel {
  Q_OBJECT

public:
  explicit QuarantinePanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] const widgets::ColumnTable& model() const { return m_model; }

Q_SIGNALS:
  void loaded();

protected:
  void retranslate() override;

private:
  using Rows = std::vector<data::QuarantineRow>;
  using Decision = Result<void> (data::Quarantine::*)(const std::vector<std::string>&, const std::string&);

  QWidget* makeDetail();
  void reload();
  void showRows(Rows rows);
  void showState();
  void showDetail();
  void decide(Decision decision);
  [[nodiscard]] std::vector<const data::QuarantineRow*> chosen() const;

  Context m_context;
  Presenter* m_presenter = nullptr;
  std::shared_ptr<const Rows> m_rows;
  bool m_loaded = false;
  widgets::ColumnTable m_model;
  widgets::SortProxy m_proxy;
  widgets::SegmentedControl* m_state;
  widgets::DataTable* m_table = nullptr;
  QLabel* m_head = nullptr;
  QLabel* m_reason = nullptr;
  widgets::ColumnTable m_bars; ///< as it came, and the proposal
  widgets::DataTable* m_barTable = nullptr;
  QPushButton* m_accept = nullptr;
  QPushButton* m_keep = nullptr;
  QPushButton* m_drop = nullptr;
};

void registerQuarantinePanel(PanelRegistry& registry);

}
