// SPDX-License-Identifier: Apache-2.0
// Builds the bodies of io/ once.
#include <industria/detail/io_csv.ipp>
#include <industria/detail/io_csv_write.ipp>
#include <industria/detail/io_dataset_read.ipp>
#include <industria/detail/io_dataset_tables.ipp>
#include <industria/detail/io_dataset_write.ipp>
#include <industria/detail/io_file.ipp>
