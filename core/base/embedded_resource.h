// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace zvt {

/// A file of resources/ that was embedded at build time (zvt_embed_resources).
struct EmbeddedResource {
  std::string_view path; ///< relative to the folder it was embedded from
  std::string_view content;
};

}
