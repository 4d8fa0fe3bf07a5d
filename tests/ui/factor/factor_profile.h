// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/factor/formula_library.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/context.h"

#include <QTemporaryDir>

namespace zvt::tests {

/// A folder for saved formulas, and the threads that read it.
struct FactorProfile {
  FactorProfile()
      : workers(2, clock)
  {
    context.clock = &clock;
    context.files = &files;
    context.workers = &workers;
    context.dialogs = &dialogs;
    context.profileFolder = folder.path().toStdString();
  }
  void save(const char* name, const char* text)
  {
    factor::FormulaStore store(files, context.profileFolder);
    auto library = store.load();
    if (!library || !library->put({name, text}) || !store.save(*library))
      qFatal("a formula cannot be saved");
  }
  [[nodiscard]] factor::FormulaLibrary library()
  {
    workers.drain();
    auto library = factor::FormulaStore(files, context.profileFolder).load();
    if (!library)
      qFatal("the formulas cannot be read: %s", library.error().code.c_str());
    return *library;
  }

  SystemClock clock;
  OsFileSystem files;
  QTemporaryDir folder;
  ScriptedDialogs dialogs;
  ui::ExecutorPool workers; ///< last: what was posted ends before the rest goes
  ui::Context context;
};

}
