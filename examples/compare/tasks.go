package main

import "slices"

// tasks are all tasks, in the order in which they run.
var tasks = slices.Concat(scheduleTasks, geoTasks, searchTasks, planningTasks, icsTasks)
