// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/parallel_for.h"
#include "core/data/coverage.h"
#include "core/data/export_service.h"
#include "core/data/quarantine.h"
#include "tests/ui/ui_profile.h"
#include "ui/data/data_hub.h"

namespace zvt::tests {

/// What the panels of the data workspace need beside a profile.
struct DataPanels : UiProfile {
  DataPanels()
      : exporter(data.profile(), data.data(), files, clock, "test")
      , coverage(data.profile(), clock, parallel)
      , quarantine(data.profile(), clock)
  {
    context.files = &files;
    context.profileFolder = data.profile().path();
    context.exporter = &exporter;
    context.coverage = &coverage;
    context.quarantine = &quarantine;
    hub = std::make_unique<ui::DataHub>(context);
    context.dataHub = hub.get();
  }
  ~DataPanels() { workers.drain(); }

  OsFileSystem files;
  SerialParallelFor parallel;
  data::ExportService exporter;
  data::Coverage coverage;
  data::Quarantine quarantine;
  std::unique_ptr<ui::DataHub> hub;
};

}
