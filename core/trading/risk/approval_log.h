// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/approvals.h"

namespace zvt::risk {

/// The append-only log "risk.approvals": each entry is a request as it was from then on. Errors: storage.*.
class ApprovalLog {
public:
  explicit ApprovalLog(Store& store)
      : m_store(store)
  {
  }
  [[nodiscard]] Result<void> append(const ApprovalRequest& request);
  /// Oldest first; a later entry replaces the earlier of its id. Errors: risk.bad_approval with context "entry".
  [[nodiscard]] Result<std::vector<ApprovalRequest>> read() const;

private:
  Store& m_store;
};

}
