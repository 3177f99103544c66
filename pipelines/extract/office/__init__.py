"""What office files share: packages, compound files, XML; and LibreOffice for what no reader reads."""
