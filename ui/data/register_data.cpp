// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/register_data.h"

#include "ui/data/coverage_panel.h"
#include "ui/data/data_manager_panel.h"
#include "ui/data/inventory_panel.h"
#include "ui/data/quarantine_panel.h"
#include "ui/data/record_browser_panel.h"
#include "ui/data/runs_panel.h"
#include "ui/data/storage_panel.h"

namespace zvt::ui {

void registerDataPanels(PanelRegistry& registry)
{
  registerDataManagerPanel(registry);
  registerInventoryPanel(registry);
  registerCoveragePanel(registry);
  registerRecordBrowserPanel(registry);
  registerStoragePanel(registry);
  registerRunsPanel(registry);
  registerQuarantinePanel(registry);
}

}
