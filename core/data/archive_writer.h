// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/archive.h"
#include "core/data/export_service.h"

namespace zvt::data {

/// Writes everything in market.db into @p folder; after an error only what was there before is there. @p manifest says
/// when and by whom. An archive that is there already stays whole until the new one is complete, and then goes.
/// Errors: file.*, storage.*, task.cancelled.
[[nodiscard]] Result<ExportReport> writeArchive(storage::Profile& profile, FileSystem& files,
    const std::filesystem::path& folder, ArchiveManifest manifest, TaskControl& control);

}
