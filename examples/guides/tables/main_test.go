package main

func Example() {
	main()
	// Output:
	// 2026-11-11 18:00 skipped: Veterans Day
	// 2026-11-25 18:00 on
	// Wednesday group at Orange Park Medical Center
}
