// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of hierarchy/. Nothing else belongs here.
#include <industria/detail/hierarchy_aggregate.ipp>
#include <industria/detail/hierarchy_reconcile.ipp>
#include <industria/detail/hierarchy_tree.ipp>
